import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf, writeFiles } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { callV1, headerOf, type RawAnswer } from '../../../support/v1-http-client.ts';
import { simple } from '../../../support/v1-models.ts';

const ok = 'HTTP/1.1 200 OK';
const badRequest = 'HTTP/1.1 400 Bad Request';

/** Status line and status of an answer. */
function endOf(answer: RawAnswer): readonly [line: string, status: string | undefined] {
  const status = headerOf(answer, 'NV-Status')?.replace(/ ?server_id.*/, '');
  return [answer.statusLine, status?.replaceAll("\\'", "'")];
}

const nothingBut = ['Content-Length', 'Content-Type'];
const namesOf = ({ headers }: RawAnswer) => headers.map(([name]) => name);

describe('a call that nobody answers', () => {
  test.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'])(
    'by %s is not allowed at any endpoint, and has no status',
    async (method) => {
      const server = await simple();
      for (const path of ['health/live', 'status', 'infer/simple', 'modelcontrol/load/simple']) {
        const answer = await callV1(server, method, `/api/${path}`);
        expect([answer.statusLine, namesOf(answer)]).toEqual(['HTTP/1.1 405 Not Allowed', nothingBut]);
      }
    },
  );

  test('is asked for its method before its path', async () => {
    const answer = await callV1(await simple(), 'POST', '/api/health/nothing');
    expect([answer.statusLine, namesOf(answer)]).toEqual(['HTTP/1.1 405 Not Allowed', nothingBut]);
  });

  test('has the raw text of its path, and a query beside it', async () => {
    const server = await simple();
    expect(endOf(await callV1(server, 'GET', '/api/status/simple?x=1'))[0]).toBe(ok);
    expect(endOf(await callV1(server, 'GET', '/api/status/si%6Dple'))).toEqual([
      badRequest,
      `code: INVALID_ARG msg: "no status available for unknown model 'si%6Dple'"`,
    ]);
  });

  test('has the first of two headers, and a body in pieces', async () => {
    const server = await simple();
    const header = 'NV-InferRequest: batch_size: 1 input { name: "INPUT0" } input { name: "INPUT1" }';
    const answer = await callV1(server, 'POST', '/api/infer/simple', {
      headers: [header, 'NV-InferRequest: what is this'],
      body: new Uint8Array(128),
    });
    expect(endOf(answer)).toEqual([ok, 'code: SUCCESS']);
    const inPieces = await fetch(`${server.url}api/infer/simple`, {
      method: 'POST',
      headers: { 'nv-inferrequest': header.replace('NV-InferRequest: ', '') },
      body: new Blob([new Uint8Array(128)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect([inPieces.status, inPieces.headers.get('nv-status')]).toEqual([
      200,
      expect.stringMatching(/^code: SUCCESS/),
    ]);
  });
});

describe('model control that fails', () => {
  const control = async (server: TestServer, path: string) =>
    endOf(await callV1(server, 'POST', `/api/modelcontrol/${path}`));
  const MODEL = identityModel('FP32', ['batch', 4]);

  test('names the versions that are not there', async () => {
    const broken =
      'export const initialize = () => { throw new Error("no"); }; export const execute = () => [];';
    const repository = await repositoryOf({
      'm/config.pbtxt': `backend: "node" version_policy { all { } } input { name: "in" data_type: TYPE_INT32 dims: 1 }
        output { name: "out" data_type: TYPE_INT32 dims: 1 }`,
      'm/1/model.mjs': broken,
      'm/3/model.mjs': broken,
    });
    const server = await startServer(repository, { loadModels: [] });
    expect(await control(server, 'load/m')).toEqual([
      badRequest,
      `code: INTERNAL msg: "failed to load 'm', versions that are not available: 1,3"`,
    ]);
  });

  test('of a model that was fine before its configuration broke says that it cannot be read', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': MODEL });
    const server = await startServer(repository);
    await writeFiles(repository, { 'm/config.pbtxt': 'max_batch_size: "many"' });
    expect(await control(server, 'load/m')).toEqual([
      badRequest,
      `code: INTERNAL msg: "failed to load 'm', failed to poll from model repository"`,
    ]);
  });

  test('has the same reason in every mode but explicit', async () => {
    for (const controlMode of ['none', 'poll'] as const) {
      const server = await simple({ controlMode });
      for (const action of ['load', 'unload']) {
        expect(await control(server, `${action}/simple`)).toEqual([
          badRequest,
          'code: UNAVAILABLE msg: "explicit model load / unload is not allowed if polling is enabled"',
        ]);
      }
    }
  });
});

describe('shared memory that fails', () => {
  test('says which key cannot be opened', async () => {
    const server = await simple({ clientSharedMemory: true });
    const path = '/api/sharedmemorycontrol/register/r//no_such_memory/0/64';
    expect(endOf(await callV1(server, 'POST', path))).toEqual([
      badRequest,
      `code: INTERNAL msg: "Unable to open shared memory region: '/no_such_memory'"`,
    ]);
  });
});

describe('a server on its way out', () => {
  test('says so with its status, whatever it is asked', async () => {
    const gate = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void gate.close());
    await once(gate, 'listening');
    const { port } = gate.address() as AddressInfo;
    const asked: Promise<ServerResponse[]> = once(gate, 'request');
    const repository = await repositoryOf({
      'm/config.pbtxt': `backend: "node" input { name: "in" data_type: TYPE_INT32 dims: 1 }
        output { name: "out" data_type: TYPE_INT32 dims: 1 } instance_group { count: 1 kind: KIND_CPU }`,
      'm/1/model.mjs': `export const execute = async (requests) => {
        await fetch('http://127.0.0.1:${port}/', { headers: { connection: 'close' } });
        return requests.map(({ inputs }) => ({ outputs: { out: inputs.in } }));
      };`,
    });
    const server = await startServer(repository);
    const last = callV1(server, 'POST', '/api/infer/m', {
      headers: ['NV-InferRequest: batch_size: 1 input { name: "in" } output { name: "out" }'],
      body: new Uint8Array(4),
    });
    const [, answerToModel] = await asked;
    const closed = server.close();
    const exiting = [badRequest, 'code: UNAVAILABLE msg: "Server exiting"'];
    for (const path of ['health/live', 'health/ready', 'status', 'status/m']) {
      expect(endOf(await callV1(server, 'GET', `/api/${path}`))).toEqual(exiting);
    }
    answerToModel?.end();
    expect(endOf(await last)).toEqual([ok, 'code: SUCCESS']);
    await closed;
  });
});
