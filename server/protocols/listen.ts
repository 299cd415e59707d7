import type { Server } from 'node:http';
import { InferdeckError, messageOf } from '../errors.ts';
import { portOwner } from './port-owner.ts';

const PORTS_TO_TRY = 100;

/** Makes something listen. @returns the port it got. @throws ErrnoException when the system does not let it */
export type Bind = (address: string, port: number) => Promise<number>;

export interface ListenOptions {
  readonly address: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Take the next free port when this one is in use. */
  readonly nextFreePort: boolean;
  /** What the flags of address and port begin with: `http` for `--http-port`. */
  readonly flag: string;
}

/**
 * Makes something listen where the command line says.
 * @returns the port it got
 * @throws InferdeckError naming the port and, where the system tells, the program that has it
 */
export async function listen(bind: Bind, options: ListenOptions): Promise<number> {
  const { address, port: wished, flag } = options;
  const last = options.nextFreePort ? Math.min(wished + PORTS_TO_TRY, 65_535) : wished;
  for (let port = wished; port <= last; port += 1) {
    try {
      return await bind(address, port);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw cannotListen(options, port, error);
    }
  }
  const owner = await portOwner(wished);
  throw new InferdeckError(
    'unavailable',
    `Port ${wished} on ${address} is in use${owner === undefined ? '' : ` by ${owner}`}.`,
    { nextStep: `End that program, or choose another port with --${flag}-port.` },
  );
}

/** How an HTTP server listens. */
export function bindHttp(server: Server): Bind {
  return (host, port) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        const address = server.address();
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new InferdeckError('internal', 'The server has no port.'));
      });
    });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function cannotListen({ address, flag }: ListenOptions, port: number, cause: unknown): InferdeckError {
  const why = codeOf(cause) === 'EACCES' ? 'permission denied' : messageOf(cause);
  return new InferdeckError('unavailable', `Cannot listen on ${address}:${port}: ${why}.`, {
    nextStep: `Choose another address or port with --${flag}-address and --${flag}-port.`,
    cause,
  });
}
