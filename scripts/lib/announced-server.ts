import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Announcement } from '../../server/announce/contract.ts';
import { ROOT } from './root.ts';

/** The built server in a process of its own. */
export interface AnnouncedServer {
  readonly url: string;
  /** The one-time link that opens a session in a browser. */
  readonly link: string;
  readonly port: number;
  readonly grpcPort: number;
  readonly pid: number;
  /** Sends a signal; settles when the process is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts the built server in explicit mode with everything loaded, and waits until it listens. */
export async function announcedServer(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<AnnouncedServer> {
  const modes = [
    '--model-control-mode=explicit',
    '--load-model=*',
    '--grpc-port=0',
    '--metrics-port=0',
    '--announce=json',
  ];
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js'), ...modes, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const { url, link, port, grpcPort = 0, pid } = await listening(child);
  const end: AnnouncedServer['end'] = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { url, link, port, grpcPort, pid, end };
}

async function listening(child: ChildProcess): Promise<Extract<Announcement, { event: 'listening' }>> {
  if (child.stdout === null) throw new Error('The server has no standard output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const announcement: Announcement = JSON.parse(line);
    if (announcement.event === 'listening') return announcement;
    if (announcement.event === 'failed') throw new Error(announcement.message);
  }
  throw new Error('The server ended before it listened.');
}
