import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ECHO, modelPy, vector, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { spawnServer } from '../../../support/server-process.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp.ts';
import { binaryOutputs, binaryRequest, floatsOf } from '../../../support/v2-client.ts';

/** Gives back its process id, after as long as the input says in seconds. */
const WHO = `import os, sys, time
import numpy as np
${modelPy(`
  def initialize(self, args):
    sys.stdout.write(f"pid {os.getpid()}\\n")
  def execute(self, requests):
    time.sleep(float(requests[0].inputs()[0].as_numpy()[0]))
    return [
      pb_utils.InferenceResponse([pb_utils.Tensor("out", np.array([os.getpid()], np.float32))])
      for request in requests
    ]
`)}`;

const infer = (server: TestServer, seconds: number): Promise<Response> =>
  server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest([vector(seconds)]) });

async function pidOf(response: Response): Promise<number> {
  return floatsOf((await binaryOutputs(response)).get('out')?.data)[0] ?? 0;
}

/** The processes that said who they are when they began. */
function pidsIn(log: string): readonly number[] {
  return [...log.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
}

/** Whether a process runs; one that ended and waits to be collected does not. */
function isAlive(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
      .toString()
      .startsWith('Z');
  } catch {
    return false;
  }
}

describe('a Python process', () => {
  test('that is killed fails what it ran with the original text; the next request is answered by a new one', async () => {
    const server = await startServer(await repositoryOf(vectorModel('m', WHO)));
    const first = await pidOf(await infer(server, 0));
    const running = infer(server, 1000);
    await expect.poll(() => server.models.find('m').pending, { interval: 1 }).toBe(1);
    process.kill(first, 'SIGKILL');
    const failed = await running;
    expect([failed.status, await errorOf(failed)]).toEqual([500, 'Stub process is not healthy.']);
    const next = await infer(server, 0);
    expect(next.status).toBe(200);
    expect(await pidOf(next)).not.toBe(first);
    expect(server.log()).toMatch(/Stub process 'm_0' is not healthy: it ended with signal SIGKILL/);
  });

  test('that is killed under load costs the requests that it ran, and nobody else', async () => {
    const more = 'instance_group { count: 2 kind: KIND_CPU }';
    const server = await startServer(await repositoryOf(vectorModel('m', WHO, more)));
    const victim = await pidOf(await infer(server, 0));
    const statuses: number[] = [];
    const caller = async () => {
      for (let count = 0; count < 40; count += 1) {
        const response = await infer(server, 0.002);
        await response.arrayBuffer();
        statuses.push(response.status);
        if (statuses.length === 40) process.kill(victim, 'SIGKILL');
      }
    };
    await Promise.all([caller(), caller(), caller(), caller()]);
    expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(1);
    expect(statuses).toHaveLength(160);
  });

  test('that prints is heard in the log, and nothing else', async () => {
    const source = modelPy(`
  def initialize(self, args):
    import sys
    print("to the output")
    print("to the error output", file=sys.stderr)
  def execute(self, requests):
    print("x" * 100000)
    return [pb_utils.InferenceResponse([pb_utils.Tensor("out", requests[0].inputs()[0].as_numpy())])]
`);
    const server = await startServer(await repositoryOf(vectorModel('m', source)));
    expect((await infer(server, 1)).status).toBe(200);
    await expect.poll(() => server.log(), { interval: 5 }).toMatch(/x{100000}/);
    expect(server.log()).toMatch(/^I.*"m_0: to the output"/m);
    expect(server.log()).toMatch(/^W.*"m_0: to the error output"/m);
  });

  test('that never comes out of initialize is given up, and ended', async () => {
    const folder = await tempFolder();
    const source = modelPy(`
  def initialize(self, args):
    import os, pathlib, time
    pathlib.Path(r"${folder}", str(os.getpid())).touch()
    time.sleep(1000)
  def execute(self, requests): pass
`);
    const server = await startServer(await repositoryOf(vectorModel('m', source)), {
      backendConfig: { python: { 'initialize-timeout-seconds': '2' } },
    });
    expect(server.models.served('m')?.failure?.error.message).toMatch(
      /The Python process of m_0 was not ready after 2 s\./,
    );
    const [pid] = readdirSync(folder);
    await expect.poll(() => isAlive(Number(pid)), { interval: 5 }).toBe(false);
  });

  test('ends with the model, and takes what it started along', async () => {
    const forking =
      'if os.fork() == 0:\n      sys.stdout.write(f"pid {os.getpid()}\\n")\n      time.sleep(1000)\n    ';
    const source = WHO.replace('sys.stdout', `${forking}sys.stdout`);
    const server = await startServer(await repositoryOf(vectorModel('m', source)));
    await expect.poll(() => pidsIn(server.log()).length, { interval: 5 }).toBe(2);
    const [pid = 0, forked = 0] = pidsIn(server.log());
    expect([isAlive(pid), isAlive(forked)]).toEqual([true, true]);
    await server.post('/v2/repository/models/m/unload');
    await expect.poll(() => [isAlive(pid), isAlive(forked)], { interval: 5 }).toEqual([false, false]);
  });

  test('that leaks gives everything back with its end, and the log says how much', async () => {
    const source = `import numpy as np\n${modelPy(`
  kept = []
  def execute(self, requests):
    self.kept.append(np.ones(100_000_000, np.uint8))
    return [pb_utils.InferenceResponse([pb_utils.Tensor("out", requests[0].inputs()[0].as_numpy())])]
`)}`;
    const server = await startServer(await repositoryOf(vectorModel('m', source)));
    await infer(server, 1);
    await infer(server, 1);
    await server.post('/v2/repository/models/m/unload');
    const ended = /m_0: its process has ended and gave back (\d+) MB/;
    await expect.poll(() => server.log()).toMatch(ended);
    expect(Number(ended.exec(server.log())?.[1])).toBeGreaterThan(200);
  });

  test('that sleeps for ever in one request leaves the other instances and models alone', async () => {
    const repository = await repositoryOf({
      ...vectorModel('m', WHO, 'instance_group { count: 2 kind: KIND_CPU }'),
      ...vectorModel('other', ECHO),
    });
    const server = await startServer(repository);
    const stop = new AbortController();
    const asleep = server
      .call('/v2/models/m/infer', { method: 'POST', ...binaryRequest([vector(1e6)]), signal: stop.signal })
      .catch(() => 'left');
    await expect.poll(() => server.models.find('m').pending, { interval: 1 }).toBe(1);
    expect((await infer(server, 0)).status).toBe(200);
    const request = { method: 'POST', ...binaryRequest([vector(0)]) };
    expect((await server.call('/v2/models/other/infer', request)).status).toBe(200);
    stop.abort();
    expect(await asleep).toBe('left');
    for (const pid of pidsIn(server.log())) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });

  test('answers what it runs before it ends', async () => {
    const server = await startServer(await repositoryOf(vectorModel('m', WHO)));
    const running = infer(server, 0.3);
    await expect.poll(() => server.models.find('m').pending, { interval: 1 }).toBe(1);
    await server.post('/v2/repository/models/m/unload');
    const pid = await pidOf(await running);
    await expect.poll(() => isAlive(pid), { interval: 5 }).toBe(false);
  });

  test('ends by itself when the server is gone', async () => {
    const repository = await repositoryOf(vectorModel('m', WHO));
    const { url, crash } = await spawnServer(repository, { sessionSecret: 'x'.repeat(32) });
    const ready = async () => (await fetch(`${url}v2/models/m/ready`)).status;
    await expect.poll(ready, { interval: 20, timeout: 30_000 }).toBe(200);
    const request = { method: 'POST', ...binaryRequest([vector(0)]) };
    const pid = await pidOf(await fetch(`${url}v2/models/m/infer`, request));
    await crash();
    await expect.poll(() => isAlive(pid), { interval: 5 }).toBe(false);
  });

  test('writes nothing into the folder of its model', async () => {
    const repository = await repositoryOf({
      ...vectorModel('m', `import helper\n${ECHO}`),
      'm/1/helper.py': '',
    });
    await startServer(repository);
    expect(existsSync(join(repository, 'm/1/__pycache__'))).toBe(false);
    expect(readdirSync(join(repository, 'm')).sort()).toEqual(['1', 'config.pbtxt']);
  });

  test('of one instance does not wait for that of another', async () => {
    const more = 'instance_group { count: 2 kind: KIND_CPU }';
    const server = await startServer(await repositoryOf(vectorModel('m', WHO, more)));
    const slow = infer(server, 1000);
    await expect.poll(() => server.models.find('m').pending, { interval: 1 }).toBe(1);
    const quick = await infer(server, 0);
    const pid = await pidOf(quick);
    expect(quick.status).toBe(200);
    const other = pidsIn(server.log()).find((candidate) => candidate !== pid) ?? 0;
    process.kill(other, 'SIGKILL');
    expect((await slow).status).toBe(500);
  });
});
