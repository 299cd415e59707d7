import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/lib/root.ts';
import type { Announcement } from '../../server/announce/contract.ts';

/** A server process of its own, so that measuring it does not slow it down. */
export interface ServedProcess {
  /** Sends one request and reads its answer to the end. @throws when the answer is not 200 */
  readonly call: (
    method: 'GET' | 'POST',
    path: string,
    body?: Uint8Array,
    headers?: Record<string, string>,
  ) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the built server over a repository and waits until every model is ready. */
export async function serve(repository: string): Promise<ServedProcess> {
  const args = ['--model-repository', repository, '--http-port=0', '--announce=json'];
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const port = await listeningPort(child);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const call: ServedProcess['call'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': body.byteLength };
      const sent = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: { ...headers, ...length },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${path} answered ${response.statusCode}`)),
        );
      });
      sent.end(body);
    });
  await untilReady(call);
  return {
    call,
    stop: async () => {
      agent.destroy();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function listeningPort(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const announcement: Announcement = JSON.parse(line);
    if (announcement.event === 'listening') return announcement.port;
    if (announcement.event === 'failed') throw new Error(announcement.message);
  }
  throw new Error('The server ended before it listened.');
}

async function untilReady(call: ServedProcess['call']): Promise<void> {
  for (;;) {
    try {
      return await call('GET', '/v2/health/ready');
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
