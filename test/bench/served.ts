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
  /** 0 where it speaks no gRPC beside HTTP. */
  readonly grpcPort: number;
  readonly pid: number;
  /** The one-time link to its window, if it has one. */
  readonly link: string;
  readonly call: Call;
  readonly stop: () => Promise<void>;
}

/** Starts the built server over a repository and waits until every model is ready. @param more flags */
export async function serve(repository: string, more: readonly string[] = []): Promise<ServedProcess> {
  const served = await serveSoon(repository, more);
  await untilReady(served.call);
  return served;
}

/** The same, but waits only until it listens. */
export function serveSoon(repository: string, more: readonly string[] = []): Promise<ServedProcess> {
  const entry = join(ROOT, 'dist/server/main.js');
  return start(
    [
      entry,
      '--model-repository',
      repository,
      '--http-port=0',
      '--grpc-port=0',
      '--metrics-port=0',
      '--announce=json',
      ...more,
    ],
    announcedIn,
  );
}

/** Starts the bare echo server. */
export function serveEcho(): Promise<ServedProcess> {
  return start(['--import', 'tsx', join(ROOT, 'test/bench/echo-server.ts')], (line) => ({
    port: Number(line),
    grpcPort: 0,
    link: '',
  }));
}

/** Starts the bare gRPC server. */
export function serveGrpcEcho(): Promise<ServedProcess> {
  return start(['--import', 'tsx', join(ROOT, 'test/bench/grpc-echo-server.ts')], (line) => ({
    port: Number(line),
    grpcPort: Number(line),
    link: '',
  }));
}

async function start(
  args: readonly string[],
  listeningIn: (line: string) => Listening | undefined,
): Promise<ServedProcess> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const { port, grpcPort, link } = await firstListening(child, listeningIn);
  const { call, close } = callerOf(port);
  return {
    port,
    grpcPort,
    pid: child.pid ?? 0,
    link,
    call,
    stop: async () => {
      close();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

type Listening = Pick<ServedProcess, 'port' | 'grpcPort' | 'link'>;

async function firstListening(
  child: ChildProcess,
  listeningIn: (line: string) => Listening | undefined,
): Promise<Listening> {
  if (child.stdout === null) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = listeningIn(line);
    if (found !== undefined) return found;
  }
  throw new Error('The server ended before it listened.');
}

function announcedIn(line: string): Listening | undefined {
  const announcement: Announcement = JSON.parse(line);
  if (announcement.event === 'failed') throw new Error(announcement.message);
  if (announcement.event !== 'listening') return undefined;
  return { ...announcement, grpcPort: announcement.grpcPort ?? 0 };
}

async function untilReady(call: Call): Promise<void> {
  for (;;) {
    try {
      await call('GET', '/v2/health/ready');
      return;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
