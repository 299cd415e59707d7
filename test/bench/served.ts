import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/lib/root.ts';
import type { Announcement } from '../../server/announce/contract.ts';
import { type Call, callerOf } from './caller.ts';

/** A server process of its own, so that measuring it does not slow it down. */
export interface ServedProcess {
  readonly port: number;
  readonly call: Call;
  readonly stop: () => Promise<void>;
}

/** Starts the built server over a repository and waits until every model is ready. */
export async function serve(repository: string): Promise<ServedProcess> {
  const entry = join(ROOT, 'dist/server/main.js');
  const served = await start(
    [entry, '--model-repository', repository, '--http-port=0', '--grpc-port=0', '--announce=json'],
    listeningPort,
  );
  await untilReady(served.call);
  return served;
}

/** Starts the bare echo server. */
export function serveEcho(): Promise<ServedProcess> {
  return start(['--import', 'tsx', join(ROOT, 'test/bench/echo-server.ts')], (line) => Number(line));
}

async function start(
  args: readonly string[],
  portIn: (line: string) => number | undefined,
): Promise<ServedProcess> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await firstPort(child, portIn);
  const { call, close } = callerOf(port);
  return {
    port,
    call,
    stop: async () => {
      close();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function firstPort(child: ChildProcess, portIn: (line: string) => number | undefined): Promise<number> {
  if (child.stdout === null) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = portIn(line);
    if (port !== undefined) return port;
  }
  throw new Error('The server ended before it listened.');
}

function listeningPort(line: string): number | undefined {
  const announcement: Announcement = JSON.parse(line);
  if (announcement.event === 'failed') throw new Error(announcement.message);
  return announcement.event === 'listening' ? announcement.port : undefined;
}

async function untilReady(call: Call): Promise<void> {
  for (;;) {
    try {
      return await call('GET', '/v2/health/ready');
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
