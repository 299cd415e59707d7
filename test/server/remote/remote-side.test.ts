import { join } from 'node:path';
import { ROOT } from '../../../scripts/lib/root.ts';
import { createServer, type RequestListener } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { comparisonPlan } from '../../../server/comparison/plan.ts';
import { compareSides } from '../../../server/comparing/compare-sides.ts';
import { KeptSets } from '../../../server/input-sets/kept-sets.ts';
import { bindHttp } from '../../../server/protocols/listen.ts';
import { remoteModel } from '../../../server/remote/remote-model.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../support/temp.ts';

const DIGITS = join(ROOT, 'samples/digits');

const never = new AbortController().signal;

async function answering(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await bindHttp(server)('127.0.0.1', 0)}`;
}

const asking = (url: string) => remoteModel({ url, model: 'mnist', version: 1 }, never);

async function compared(here: TestServer, a: object, b: object) {
  const plan = comparisonPlan.parse({ a, b, set: { kind: 'files', path: DIGITS }, seed: 3, warmUp: 0 });
  const sets = new KeptSets(await tempFolder());
  return await compareSides(plan, { models: here.models, sets }, { signal: never, onProgress: () => {} });
}

describe('a side that another server has', () => {
  test('gets the verdict over the 500 digits that it would get at home', async () => {
    const [here, there] = await Promise.all([
      startServer(await copyOfSamples('mnist')),
      startServer(await copyOfSamples('mnist')),
    ]);
    const local = (version: number) => ({ kind: 'version', model: 'mnist', version });
    const remote = { kind: 'remote', url: there.url, model: 'mnist', version: 1 };
    const atHome = await compared(here, local(1), local(2));
    const away = await compared(here, remote, local(2));
    expect(away.accuracy).toEqual(atHome.accuracy);
    expect(away.accuracy).toMatchObject({
      numbers: { counts: { 'both-right': 458, 'both-wrong': 1, fixed: 41, broken: 0 } },
      verdict: { state: 'better' },
    });
    expect([away.a, away.b]).toEqual([`v1 at 127.0.0.1:${there.port}`, 'v2']);
    expect(away.sides.a).toMatchObject({ backend: 'onnxruntime', files: {} });
  });

  test('answers with what the server there gives, under an address with a path, too', async () => {
    const there = await startServer(await copyOfSamples('mnist'));
    const { spec, infer } = await asking(there.url);
    const data = new Uint8Array(28 * 28 * 4);
    const [output] = await infer([{ name: 'image', datatype: 'FP32', shape: [1, 1, 28, 28], data }], never);
    expect(spec).toMatchObject({
      modelName: 'mnist',
      maxBatchSize: 64,
      inputs: [{ shape: [-1, 1, 28, 28] }],
    });
    expect(output).toMatchObject({ datatype: 'FP32', shape: [1, 10] });
  });
});

describe('a server that cannot be asked is named, with why and what to do', () => {
  test('because nothing listens there', async () => {
    const gone = createServer();
    const free = await bindHttp(gone)('127.0.0.1', 0);
    await new Promise((resolve) => gone.close(resolve));
    await expect(asking(`http://127.0.0.1:${free}`)).rejects.toMatchObject({
      message: `http://127.0.0.1:${free} cannot be reached: nothing listens there.`,
      nextStep: 'Start the server, or look at the port.',
    });
  });

  test('because there is no such computer', async () => {
    await expect(asking('http://no-such-computer.invalid')).rejects.toMatchObject({
      message: 'http://no-such-computer.invalid cannot be reached: there is no computer of that name.',
    });
  });

  test('because it does not speak HTTPS', async () => {
    const url = await answering((_request, response) => response.end());
    await expect(asking(url.replace('http:', 'https:'))).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be reached: it does not speak HTTPS\.$/),
    });
  });

  test.each([
    [401, 'lets nobody in without credentials: status 401'],
    [302, 'sends its callers elsewhere (status 302).'],
    [404, 'refused: status 404'],
    [200, 'does not answer /v2 as the v2 protocol says.'],
  ])('because it answers with %d', async (status, words) => {
    const url = await answering((_request, response) => {
      response.writeHead(status, { location: 'http://elsewhere.invalid/' }).end('<html>');
    });
    await expect(asking(url)).rejects.toThrow(`${url} ${words}`);
  });

  test('after one question, unless it has no such page', async () => {
    const asked: string[] = [];
    const url = await answering(({ url: path = '' }, response) => {
      asked.push(path);
      response.writeHead(503).end('{"error":"going away"}');
    });
    await expect(asking(url)).rejects.toThrow(`${url} refused: going away`);
    expect(asked).toEqual(['/v2']);
  });

  test('because it speaks the protocol of 2019 only', async () => {
    const url = await answering(({ url: path }, response) => {
      response.writeHead(path?.startsWith('/api/') === true ? 200 : 404).end();
    });
    await expect(asking(url)).rejects.toThrow(`${url} speaks the protocol of 2019 only.`);
  });

  test('because it lacks what tensors are sent by', async () => {
    const url = await answering((_request, response) => response.end('{"name":"x","extensions":[]}'));
    await expect(asking(url)).rejects.toThrow(`${url} lacks the extension binary_tensor_data.`);
  });

  test('because it has no such model, in its own words', async () => {
    const there = await startServer(await copyOfSamples('add_sub'));
    await expect(asking(there.url)).rejects.toThrow(/refused: Request for unknown model: 'mnist'/);
  });

  test('because it is silent, and nobody wants to wait any longer', async () => {
    const stop = new AbortController();
    const url = await answering(() => stop.abort(new Error('called off')));
    const asked = remoteModel({ url, model: 'mnist', version: 1 }, stop.signal);
    await expect(asked).rejects.toThrow('called off');
  });

  test.each([
    ['gpu-box:8000', "'gpu-box:8000' is no address of a server"],
    ['ftp://gpu-box', "'ftp://gpu-box' is no address of a server"],
    ['http://me:secret@gpu-box', 'must not hold a password'],
  ])('because %s is no address', async (url, words) => {
    await expect(asking(url)).rejects.toThrow(words);
  });
});
