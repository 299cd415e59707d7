import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TENSORFLOW } from '../../../../scripts/lib/test-environments.ts';
import { packBytes, unpackBytes } from '../../../../server/tensors/bytes-elements.ts';
import { loadDigits } from '../../../support/digits.ts';
import { floatsIn, largestDifference, makeModels } from '../../../support/frameworks/make.ts';
import { repositoryOf, writeFiles } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import {
  binaryOutputs,
  binaryRequest,
  type ClientTensor,
  floatBytes,
  floatsOf,
} from '../../../support/v2-client.ts';

let made = '';

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'inferdeck-tensorflow-'));
  await makeModels(TENSORFLOW.python, 'tensorflow_models.py', made);
});
afterAll(() => rm(made, { recursive: true, force: true }));

const backendConfig = { tensorflow: { interpreter: TENSORFLOW.python } };

/** TensorFlow takes its time to start; one instance is enough. */
const ONE = 'instance_group { count: 1 kind: KIND_CPU }\n';

/** Serves a SavedModel as `m`. */
async function serveSavedModel(name: string, config = ''): Promise<TestServer> {
  const repository = await repositoryOf({ 'm/config.pbtxt': `${ONE}${config}`, 'm/1/.keep': '' });
  await cp(join(made, name), join(repository, 'm/1/model.savedmodel'), { recursive: true });
  return await startServer(repository, { backendConfig });
}

async function serveGraph(config: string): Promise<TestServer> {
  const repository = await repositoryOf({ 'm/config.pbtxt': `${ONE}${config}` });
  await writeFiles(repository, { 'm/1/model.graphdef': await readFile(join(made, 'cnn.graphdef')) });
  return await startServer(repository, { backendConfig });
}

function fp32(name: string, shape: readonly number[], values: ArrayLike<number>): ClientTensor {
  return { name, datatype: 'FP32', shape, data: floatBytes(values) };
}

const infer = (server: TestServer, inputs: readonly ClientTensor[]): Promise<Response> =>
  server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest(inputs) });
const configOf = async (server: TestServer): Promise<unknown> =>
  (await server.call('/v2/models/m/config')).json();
const reasonOf = (server: TestServer): string => {
  const failure = server.models.served('m')?.failure?.error;
  return failure === undefined ? 'it was loaded' : `${failure.message} ${failure.nextStep ?? ''}`;
};
const tensor = (name: string, dims: string, type = 'TYPE_FP32') =>
  `{ name: "${name}" data_type: ${type} dims: ${dims} }`;
const signature = (name: string) =>
  `parameters { key: "TF_SIGNATURE_DEF" value { string_value: "${name}" } }`;

/** Which part of some of the sample digits is read right. */
async function shareRead(server: TestServer): Promise<number> {
  const some = (await loadDigits()).filter((_, index) => index % 35 === 0);
  const images = some.flatMap(({ pixels }) => [...pixels]);
  const response = await infer(server, [fp32('image', [some.length, 28, 28, 1], images)]);
  const scores = floatsOf((await binaryOutputs(response)).get('scores')?.data);
  const right = some.filter(({ label }, index) => {
    const row = [...scores.subarray(index * 10, index * 10 + 10)];
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / some.length;
}

describe.each([
  ['SavedModel', 'scores', () => serveSavedModel('cnn')],
  [
    'frozen graph',
    'Identity',
    () =>
      serveGraph(`platform: "tensorflow_graphdef" max_batch_size: 16
        input [ ${tensor('image', '[ 28, 28, 1 ]')} ] output [ ${tensor('Identity', '[ 10 ]')} ]`),
  ],
])('a %s', (_, output, serve) => {
  test('answers as TensorFlow does, alone, as a batch, and in a batch of the server', async () => {
    const server = await serve();
    const [image, expected] = [await floatsIn(made, 'image'), await floatsIn(made, 'scores')];
    const scores = async (from: number, to: number): Promise<Float32Array> => {
      const rows = image.slice(from * 784, to * 784);
      const response = await infer(server, [fp32('image', [to - from, 28, 28, 1], rows)]);
      return floatsOf((await binaryOutputs(response)).get(output)?.data);
    };
    expect(largestDifference(await scores(0, 4), expected.subarray(0, 40))).toBeLessThan(1e-5);
    expect(largestDifference(await scores(0, 1), expected.subarray(0, 10))).toBeLessThan(1e-5);
    const together = await Promise.all([scores(0, 1), scores(1, 2), scores(2, 4), scores(4, 8)]);
    expect(
      largestDifference(
        together.flatMap((part) => [...part]),
        expected,
      ),
    ).toBeLessThan(1e-5);
  });
});

describe('a SavedModel', () => {
  test('gets its configuration from its signature, batches when every tensor can, and reads what it was trained on', async () => {
    const server = await serveSavedModel('cnn', 'max_batch_size: 16');
    expect(await configOf(server)).toMatchObject({
      backend: 'tensorflow',
      platform: 'tensorflow_savedmodel',
      max_batch_size: 16,
      dynamic_batching: {},
      input: [{ name: 'image', data_type: 'TYPE_FP32', dims: [28, 28, 1] }],
      output: [{ name: 'scores', data_type: 'TYPE_FP32', dims: [10] }],
    });
    const inspection = server.models.served('m')?.prepared?.versions[0]?.inspection;
    expect(inspection?.producer).toMatch(/^TensorFlow 2\./);
    expect(inspection?.operators).toContainEqual({ type: 'Conv2D', count: 2 });
    expect(await shareRead(server)).toBeGreaterThan(0.8);
  });

  test('does not batch where the written dims have the batch dimension', async () => {
    const server = await serveSavedModel('cnn', `input [ ${tensor('image', '[ -1, 28, 28, 1 ]')} ]`);
    expect(await configOf(server)).toMatchObject({ max_batch_size: 0, output: [{ dims: [-1, 10] }] });
  });

  test('whose written dims contradict each other is refused', async () => {
    const config = `${signature('pair')} input [ ${tensor('a', '[ 4 ]')}, ${tensor('b', '[ -1, 4 ]')} ]`;
    expect(reasonOf(await serveSavedModel('many', config))).toMatch(
      /unable to autofill for 'm', model tensor configurations are contradicting each other in terms of whether batching is supported/,
    );
  });

  test('gives several outputs of the signature that is chosen', async () => {
    const server = await serveSavedModel('many', signature('pair'));
    const [a, b] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(4, 4, 2, 0.5)];
    const outputs = await binaryOutputs(await infer(server, [fp32('a', [1, 4], a), fp32('b', [1, 4], b)]));
    expect([...floatsOf(outputs.get('difference')?.data)]).toEqual([-3, -2, 1, 3.5]);
    expect([...floatsOf(outputs.get('quotient')?.data)]).toEqual([0.25, 0.5, 1.5, 8]);
  });

  test('takes and gives words', async () => {
    const server = await serveSavedModel('many', signature('words'));
    expect(await configOf(server)).toMatchObject({
      input: [{ name: 'words', data_type: 'TYPE_STRING', dims: [-1] }],
      output: [
        { name: 'length', data_type: 'TYPE_INT32' },
        { name: 'upper', data_type: 'TYPE_STRING' },
      ],
    });
    const data = packBytes(['ab', '', 'c\u0000d', 'x'].map((word) => Buffer.from(word)));
    const response = await infer(server, [{ name: 'words', datatype: 'BYTES', shape: [2, 2], data }]);
    const outputs = await binaryOutputs(response);
    const upper = unpackBytes(new Uint8Array(outputs.get('upper')?.data ?? []));
    const words = upper.state === 'ok' ? upper.elements.map((word) => Buffer.from(word).toString()) : [];
    expect(words).toEqual(['AB', '', 'C\u0000D', 'X']);
    expect([...new Int32Array(new Uint8Array(outputs.get('length')?.data ?? []).buffer)]).toEqual([
      2, 0, 3, 1,
    ]);
  });

  test('of one fixed row does not batch, and one of any rank needs a whole configuration', async () => {
    const fixed = await serveSavedModel('many', signature('fixed'));
    expect(await configOf(fixed)).toMatchObject({ max_batch_size: 0, input: [{ dims: [1, 3] }] });
    const any = `${signature('any_rank')} input [ ${tensor('x', '[ 2, 2 ]')} ] output [ ${tensor('y', '[ 2, 2 ]')} ]`;
    const server = await serveSavedModel('many', any);
    const outputs = await binaryOutputs(await infer(server, [fp32('x', [2, 2], [1, 2, 3, 4])]));
    expect([...floatsOf(outputs.get('y')?.data)]).toEqual([2, 4, 6, 8]);
  });

  test('without the signature that is asked for says which it has', async () => {
    const reason = reasonOf(await serveSavedModel('many', signature('nothing')));
    expect(reason).toMatch(
      /saved_model\.pb has no signature 'nothing'\. It has: any_rank, fixed, pair, words\./,
    );
  });

  test('that is not there, or was cut off, says so', async () => {
    const whole = await readFile(join(made, 'cnn/saved_model.pb'));
    for (const [file, reason] of [
      ['other.pb', /Cannot read .*saved_model\.pb/],
      ['saved_model.pb', /saved_model\.pb is not a TensorFlow model, or it was cut off/],
    ] as const) {
      const path = `m/1/model.savedmodel/${file}`;
      const repository = await repositoryOf({ [path]: whole.subarray(0, whole.length - 100) });
      expect(reasonOf(await startServer(repository, { backendConfig }))).toMatch(reason);
    }
  });
});

describe('a frozen graph', () => {
  test('whose configuration names a node that is no input says which are', async () => {
    const config = `platform: "tensorflow_graphdef"
      input [ ${tensor('picture', '[ 1, 28, 28, 1 ]')} ] output [ ${tensor('Identity', '[ 1, 10 ]')} ]`;
    expect(reasonOf(await serveGraph(config))).toContain(
      "unexpected inference input 'picture', allowed inputs are: image",
    );
  });

  test('takes names with the number of the result, too', async () => {
    const server = await serveGraph(`platform: "tensorflow_graphdef"
      input [ ${tensor('image:0', '[ 1, 28, 28, 1 ]')} ] output [ ${tensor('Identity:0', '[ 1, 10 ]')} ]`);
    const image = (await floatsIn(made, 'image')).slice(0, 784);
    const outputs = await binaryOutputs(await infer(server, [fp32('image:0', [1, 28, 28, 1], image)]));
    const expected = (await floatsIn(made, 'scores')).subarray(0, 10);
    expect(largestDifference(floatsOf(outputs.get('Identity:0')?.data), expected)).toBeLessThan(1e-5);
  });

  test('that TensorFlow cannot run fails its requests with TensorFlow’s words', async () => {
    const server = await serveGraph(`platform: "tensorflow_graphdef"
      input [ ${tensor('image', '[ 1, 20, 20, 1 ]')} ] output [ ${tensor('Identity', '[ 1, 10 ]')} ]`);
    const response = await infer(server, [fp32('image', [1, 20, 20, 1], new Float32Array(400))]);
    expect(response.status).toBe(500);
    expect(await errorOf(response)).toMatch(/^TensorFlow execute failure: /);
  });
});
