import type { Check } from './contract.ts';

/** A port as the command line asked for it, and as it was opened. */
export interface AskedPort {
  readonly title: string;
  readonly flag: string;
  /** Undefined: the service is turned off. 0: any. */
  readonly asked: number | undefined;
  readonly open: { readonly address: string; readonly port: number } | undefined;
}

/** Who listens on a port: `python3 (process 4711)`; undefined where the system does not tell. */
export type PortOwner = (port: number) => Promise<string | undefined>;

/** Where the services are found, and who has a port that one of them should have had. */
export async function checkPorts(ports: readonly AskedPort[], ownerOf: PortOwner): Promise<readonly Check[]> {
  return await Promise.all(ports.map((port) => checkPort(port, ownerOf)));
}

async function checkPort({ title, flag, asked, open }: AskedPort, ownerOf: PortOwner): Promise<Check> {
  const about = { area: 'Ports', title } as const;
  if (asked === undefined || open === undefined) {
    return { ...about, verdict: 'ok', found: 'Not served: it was turned off when the server started.' };
  }
  const where = `${open.address}:${open.port}`;
  if (asked === 0 || asked === open.port) return { ...about, verdict: 'ok', found: `Served at ${where}.` };
  const owner = await ownerOf(asked);
  return {
    ...about,
    verdict: 'attention',
    found: `Served at ${where}, because ${asked} was taken${owner === undefined ? '' : ` by ${owner}`}.`,
    action: {
      kind: 'words',
      words: `Point clients to ${open.port}, or free ${asked} and start again, or choose another with ${flag}.`,
    },
  };
}
