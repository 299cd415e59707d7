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
  { port = 0, sessionSecret }: { readonly port?: number; readonly sessionSecret: string },
): Promise<ServerProcess> {
  const server = await announcedServer([`--model-repository=${repository}`, `--http-port=${port}`], {
    [SESSION_SECRET_VARIABLE]: sessionSecret,
  });
  const crash = () => server.end('SIGKILL');
  onTestFinished(crash);
  return { ...server, crash };
}
