import { onTestFinished } from 'vitest';
import { type AnnouncedServer, announcedServer } from '../../scripts/lib/announced-server.ts';
import { SESSION_SECRET_VARIABLE } from '../../server/announce/contract.ts';

/** A server in a process of its own. */
export interface ServerProcess extends Pick<AnnouncedServer, 'url' | 'link' | 'port'> {
  /** Ends it as a crash would; settles when it is gone. */
  readonly crash: () => Promise<void>;
}

/** Starts the built server in explicit mode with everything loaded; it dies with the test at the latest. */
export async function spawnServer(
  repository: string,
  {
    port = 0,
    sessionSecret,
    stateFolder,
  }: { readonly port?: number; readonly sessionSecret: string; readonly stateFolder?: string },
): Promise<ServerProcess> {
  const state = stateFolder === undefined ? [] : [`--state-directory=${stateFolder}`];
  const server = await announcedServer(
    [`--model-repository=${repository}`, `--http-port=${port}`, ...state],
    { [SESSION_SECRET_VARIABLE]: sessionSecret },
  );
  const crash = () => server.end('SIGKILL');
  onTestFinished(crash);
  return { ...server, crash };
}
