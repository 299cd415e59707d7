import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { type Announcement, SESSION_SECRET_VARIABLE } from '../../server/announce/contract.ts';

/** A server in a process of its own, which can die. */
export interface ServerProcess {
  readonly url: string;
  readonly link: string;
  readonly port: number;
  /** Ends it as a crash would; settles when it is gone. */
  readonly crash: () => Promise<void>;
}

/** Starts the built server in explicit mode with everything loaded, and waits until it listens. */
export async function spawnServer(
  repository: string,
  { port = 0, sessionSecret }: { readonly port?: number; readonly sessionSecret: string },
): Promise<ServerProcess> {
  const flags = ['--model-control-mode=explicit', '--load-model=*', '--announce=json'];
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/server/main.js'), `--model-repository=${repository}`, `--http-port=${port}`, ...flags],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, [SESSION_SECRET_VARIABLE]: sessionSecret },
    },
  );
  const crash = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  onTestFinished(crash);
  return { ...(await listening(child)), crash };
}

async function listening(child: ChildProcess): Promise<Omit<ServerProcess, 'crash'>> {
  if (child.stdout === null) throw new Error('The server has no standard output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const announcement: Announcement = JSON.parse(line);
    if (announcement.event === 'listening') return announcement;
    if (announcement.event === 'failed') throw new Error(announcement.message);
  }
  throw new Error('The server ended before it listened.');
}
