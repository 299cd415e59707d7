import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

const start = () => startServer(SAMPLES, { loadModels: ['mnist'] });

describe('the server over HTTP', () => {
  test('is live and ready with an empty answer', async () => {
    const server = await start();
    for (const what of ['live', 'ready']) {
      const response = await server.call(`/v2/health/${what}`);
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
  });

  test('tells its name, version and extensions', async () => {
    const metadata: unknown = await (await (await start()).call('/v2')).json();
    expect(metadata).toMatchObject({
      name: 'triton',
      extensions: expect.arrayContaining(['binary_tensor_data']),
    });
  });

  test('describes a model: all ready versions, or the one that is asked for', async () => {
    const server = await start();
    const tensors = {
      inputs: [{ name: 'image', datatype: 'FP32', shape: [-1, 1, 28, 28] }],
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 10] }],
    };
    const about = { name: 'mnist', platform: 'onnxruntime_onnx', ...tensors };
    expect(await (await server.call('/v2/models/mnist')).json()).toEqual({ ...about, versions: ['1', '2'] });
    expect(await (await server.call('/v2/models/mnist/versions/1')).json()).toEqual({
      ...about,
      versions: ['1'],
    });
  });

  test.each([
    ['/v2/models/x', 404, "Request for unknown model: 'x' is not found"],
    ['/v2/models/x/ready', 404, "Request for unknown model: 'x' is not found"],
    ['/v2/models/mnist/versions/3', 404, "Request for unknown model: 'mnist' version 3 is not found"],
    [
      '/v2/models/mnist/versions/99999999999999999999',
      400,
      /^failed to get model version from specified version string/,
    ],
    ['/v2/models/mnist/versions/x', 404, 'Not Found'],
    ['/v2/nothing', 404, 'Not Found'],
    ['/v2/repository/index', 405, 'Method Not Allowed'],
    ['/v2/models/mnist/infer', 405, 'Method Not Allowed'],
  ])('%s answers %d', async (path, status, text) => {
    const response = await (await start()).call(path);
    expect(response.status).toBe(status);
    if (typeof text === 'string') expect(await errorOf(response)).toBe(text);
    else expect(await errorOf(response)).toMatch(text);
  });

  test('query strings change nothing', async () => {
    expect((await (await start()).call('/v2/health/ready?x=1')).status).toBe(200);
  });

  test('on its way out finishes what runs, and takes nothing new', async () => {
    // The model is done when the gate answers it.
    const gate = createServer();
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void gate.close());
    const { port }: { port?: number } = Object(gate.address());
    const source = `export async function execute(requests) {
      await fetch('http://127.0.0.1:${port}/');
      return requests.map(({ inputs }) => ({ outputs: { out: inputs.in } }));
    }`;
    const tensor = (field: string, name: string) =>
      `${field} { name: "${name}" data_type: TYPE_FP32 dims: [ 1 ] }`;
    const config = `backend: "node" ${tensor('input', 'in')} ${tensor('output', 'out')}`;
    const server = await startServer(
      await repositoryOf({ 'm/config.pbtxt': config, 'm/1/model.mjs': source }),
    );
    const reached = once(gate, 'request');
    const running = server.post('/v2/models/m/generate', { in: 7 });
    const [, held] = await reached;
    const ended = server.close();
    for (const path of ['/v2/health/ready', '/v2/models/m']) {
      const refused = await server.call(path);
      expect([refused.status, await errorOf(refused)]).toEqual([503, 'Server exiting']);
    }
    const inference = await server.post('/v2/models/m/infer', { inputs: [] });
    expect([inference.status, await errorOf(inference)]).toEqual([
      503,
      'Server is stopping, scheduler for model has stopped accepting new inference requests',
    ]);
    held.end();
    expect(await (await running).json()).toMatchObject({ out: 7 });
    await ended;
  });

  test('a caller that hangs up in the middle of a body disturbs nobody', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      'POST /v2/models/mnist/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{',
      () => socket.destroy(),
    );
    await gone;
    expect((await server.call('/v2/health/live')).status).toBe(200);
    expect(server.log()).not.toMatch(/bug while answering/);
  });
});
