import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packBytes, unpackBytes } from '../../../../server/tensors/bytes-elements.ts';
import { loadDigits } from '../../../support/digits.ts';
import { floatsIn, largestDifference, makeModels } from '../../../support/frameworks/make.ts';
import { repositoryOf } from '../../../support/repository.ts';
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
  made = await mkdtemp(join(tmpdir(), 'inferdeck-torch-'));
  await makeModels('/usr/bin/python3', 'torch_models.py', made);
});
afterAll(() => rm(made, { recursive: true, force: true }));

const model = (name: string) => readFile(join(made, name, 'model.pt'));
const answer = (name: string, tensor: string) => floatsIn(join(made, name), tensor);

function fp32(name: string, shape: readonly number[], values: ArrayLike<number>): ClientTensor {
  return { name, datatype: 'FP32', shape, data: floatBytes(values) };
}

const infer = (server: TestServer, inputs: readonly ClientTensor[]): Promise<Response> =>
  server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest(inputs) });

async function serve(name: string, config: string): Promise<TestServer> {
  return await startServer(
    await repositoryOf({ 'm/config.pbtxt': config, 'm/1/model.pt': await model(name) }),
  );
}

const tensor = (name: string, dims: string, type = 'TYPE_FP32') =>
  `{ name: "${name}" data_type: ${type} dims: ${dims} }`;
const CNN = (more = '') => `platform: "pytorch_libtorch" max_batch_size: 16
  input [ ${tensor('image', '[ 1, 28, 28 ]')} ] output [ ${tensor('scores__0', '[ 10 ]')} ] ${more}`;
const pairConfig = (inputs: readonly string[], outputs: readonly string[]) => `backend: "pytorch"
  input [ ${inputs.map((name) => tensor(name, '[ -1, 4 ]')).join(', ')} ]
  output [ ${outputs.map((name) => tensor(name, '[ -1, 4 ]')).join(', ')} ]`;

describe('a TorchScript model', () => {
  test('answers as PyTorch does, alone and as a batch', async () => {
    const server = await serve('cnn', CNN());
    const [image, expected] = [await answer('cnn', 'image'), await answer('cnn', 'scores')];
    const batch = await binaryOutputs(await infer(server, [fp32('image', [8, 1, 28, 28], image)]));
    expect(batch.get('scores__0')?.shape).toEqual([8, 10]);
    expect(largestDifference(floatsOf(batch.get('scores__0')?.data), expected)).toBeLessThan(1e-5);
    const first = await infer(server, [fp32('image', [1, 1, 28, 28], image.subarray(0, 784))]);
    const alone = floatsOf((await binaryOutputs(first)).get('scores__0')?.data);
    expect(largestDifference(alone, expected.subarray(0, 10))).toBeLessThan(1e-5);
  });

  test('answers requests that the server put into one batch, each with its own rows', async () => {
    const batching = 'dynamic_batching { preferred_batch_size: [ 8 ] max_queue_delay_microseconds: 500000 }';
    const server = await serve('cnn', CNN(batching));
    const [image, expected] = [await answer('cnn', 'image'), await answer('cnn', 'scores')];
    const rows = [1, 2, 5];
    const starts = [0, 1, 3];
    const responses = rows.map((count, index) => {
      const start = (starts[index] ?? 0) * 784;
      return infer(server, [fp32('image', [count, 1, 28, 28], image.slice(start, start + count * 784))]);
    });
    const outputs = await Promise.all(responses.map(async (response) => binaryOutputs(await response)));
    const together = outputs.flatMap((one) => [...floatsOf(one.get('scores__0')?.data)]);
    expect(largestDifference(together, expected)).toBeLessThan(1e-5);
    expect(server.models.find('m').statistics.batches.get(8)?.computeInfer.count).toBe(1);
  });

  test('reads the sample digits that it was trained on', async () => {
    const server = await serve('cnn', CNN());
    const digits = await loadDigits();
    const some = digits.filter((_, index) => index % 35 === 0);
    const images = some.flatMap(({ pixels }) => [...pixels]);
    const response = await infer(server, [fp32('image', [some.length, 1, 28, 28], images)]);
    const scores = floatsOf((await binaryOutputs(response)).get('scores__0')?.data);
    const read = some.map((_, index) => {
      const row = [...scores.subarray(index * 10, index * 10 + 10)];
      return row.indexOf(Math.max(...row));
    });
    const right = some.filter(({ label }, index) => label === read[index]).length;
    expect(right / some.length).toBeGreaterThan(0.8);
  });

  test.each([
    ['its argument names', ['b', 'a'], ['OUT__0', 'OUT__1']],
    ['names with numbers, in any order', ['INPUT__1', 'INPUT__0'], ['OUTPUT__0', 'OUTPUT__1']],
    ['any names, in the order of the configuration', ['left', 'right'], ['minus', 'over']],
  ])('is given its inputs by %s', async (_, inputs, outputs) => {
    const server = await serve('pair', pairConfig(inputs, outputs));
    const [a, b] = [await answer('pair', 'a'), await answer('pair', 'b')];
    const [first = '', second = ''] = inputs;
    const swapped = first === 'b' || first === 'INPUT__1';
    const given = [fp32(first, [3, 4], swapped ? b : a), fp32(second, [3, 4], swapped ? a : b)];
    const answers = await binaryOutputs(await infer(server, given));
    const [difference = '', quotient = ''] = outputs;
    for (const [name, expected] of [
      [difference, 'difference'],
      [quotient, 'quotient'],
    ] as const) {
      const got = floatsOf(answers.get(name)?.data);
      expect(largestDifference(got, await answer('pair', expected))).toBeLessThan(1e-5);
    }
  });

  test('gives its outputs by number, also some of them only', async () => {
    const server = await serve('pair', pairConfig(['a', 'b'], ['over__1']));
    const given = [
      fp32('a', [3, 4], await answer('pair', 'a')),
      fp32('b', [3, 4], await answer('pair', 'b')),
    ];
    const got = floatsOf((await binaryOutputs(await infer(server, given))).get('over__1')?.data);
    expect(largestDifference(got, await answer('pair', 'quotient'))).toBeLessThan(1e-5);
  });

  test('may take and give tensors by name', async () => {
    const server = await serve('named', pairConfig(['a', 'b'], ['product', 'sum']));
    const given = [
      fp32('a', [3, 4], await answer('named', 'a')),
      fp32('b', [3, 4], await answer('named', 'b')),
    ];
    const answers = await binaryOutputs(await infer(server, given));
    for (const name of ['sum', 'product']) {
      const got = floatsOf(answers.get(name)?.data);
      expect(largestDifference(got, await answer('named', name))).toBeLessThan(1e-5);
    }
  });

  test('may take and give words', async () => {
    const config = `backend: "pytorch"
      input [ ${tensor('words', '[ -1 ]', 'TYPE_STRING')} ] output [ ${tensor('out', '[ -1 ]', 'TYPE_STRING')} ]`;
    const server = await serve('words', config);
    const data = packBytes(['a', 'bä', ''].map((word) => Buffer.from(word)));
    const response = await infer(server, [{ name: 'words', datatype: 'BYTES', shape: [3], data }]);
    const out = unpackBytes(new Uint8Array((await binaryOutputs(response)).get('out')?.data ?? []));
    const words = out.state === 'ok' ? out.elements.map((word) => Buffer.from(word).toString()) : [];
    expect(words).toEqual(['a!', 'bä!', '!']);
  });

  test('runs with the settings of its configuration', async () => {
    const settings = ['DISABLE_OPTIMIZED_EXECUTION', 'INFERENCE_MODE', 'ENABLE_JIT_EXECUTOR']
      .map((key) => `parameters { key: "${key}" value { string_value: "false" } }`)
      .join(' ');
    const threads = 'parameters { key: "INTRA_OP_THREAD_COUNT" value { string_value: "1" } }';
    const server = await serve('cnn', CNN(`${settings} ${threads}`));
    const image = await answer('cnn', 'image');
    const answers = await binaryOutputs(await infer(server, [fp32('image', [8, 1, 28, 28], image)]));
    const got = floatsOf(answers.get('scores__0')?.data);
    expect(largestDifference(got, await answer('cnn', 'scores'))).toBeLessThan(1e-5);
  });
});

describe('a PyTorch model as code', () => {
  const LAYERS = `import torch
from torch import nn
class Model(nn.Module):
  def __init__(self):
    super().__init__()
    self.layers = nn.Sequential(
      nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
      nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
      nn.Linear(16 * 7 * 7, 10), nn.Softmax(1))
  def forward(self, image):
    return self.layers(image)
`;
  const config = CNN('runtime: "model.py"').replace('platform: "pytorch_libtorch"', 'backend: "pytorch"');

  test('runs with the weights beside it, and answers as PyTorch does', async () => {
    const weights = await readFile(join(made, 'weights.pt'));
    const files = { 'm/config.pbtxt': config, 'm/1/model.py': LAYERS, 'm/1/model.pt': weights };
    const server = await startServer(await repositoryOf(files));
    const image = await answer('cnn', 'image');
    const answers = await binaryOutputs(await infer(server, [fp32('image', [8, 1, 28, 28], image)]));
    const got = floatsOf(answers.get('scores__0')?.data);
    expect(largestDifference(got, await answer('cnn', 'scores'))).toBeLessThan(1e-5);
  });

  test('without weights and with several classes is asked which one is served', async () => {
    const source = `${LAYERS.replace('class Model', 'class A')}\nclass B(nn.Module): pass\n`;
    const server = await startServer(
      await repositoryOf({ 'm/config.pbtxt': config, 'm/1/model.py': source }),
    );
    expect(server.models.served('m')?.failure?.error.message).toMatch(
      /must have one class derived from torch\.nn\.Module, or call the one that is served Model; it has A, B\./,
    );
  });
});

describe('a TorchScript model that is wrong', () => {
  const reasonOf = async (file: string | Uint8Array): Promise<string> => {
    const server = await startServer(await repositoryOf({ 'm/config.pbtxt': CNN(), 'm/1/model.pt': file }));
    return server.models.served('m')?.failure?.error.message ?? 'it was loaded';
  };

  test('because it is no archive, or cut off, says so', async () => {
    expect(await reasonOf('not a model')).toMatch(/model\.pt is not a TorchScript archive\.$/);
    const whole = await model('cnn');
    expect(await reasonOf(whole.subarray(0, whole.length / 2))).toMatch(/failed to load model 'm': /);
  });

  test('because it holds weights only says how to save the whole', async () => {
    expect(await reasonOf(await readFile(join(made, 'weights.pt')))).toMatch(
      /failed to load model 'm': .*It seems to hold weights only: save the whole model with torch\.jit\.script/s,
    );
  });

  test('because nothing of its configuration is taken from its file, needs a whole one', async () => {
    const server = await serve('cnn', 'platform: "pytorch_libtorch" max_batch_size: 16');
    expect(server.models.served('m')?.failure?.error.message).toMatch(
      /config\.pbtxt:1:1: model configuration must contain at least one input, none were specified/,
    );
  });

  test('for the shapes that it gets fails the request with PyTorch’s words', async () => {
    const config = CNN().replace('[ 1, 28, 28 ]', '[ 1, -1, -1 ]');
    const server = await serve('cnn', config);
    const response = await infer(server, [fp32('image', [1, 1, 20, 20], new Float32Array(400))]);
    expect(response.status).toBe(500);
    expect(await errorOf(response)).toMatch(/^PyTorch execute failure: .*shapes cannot be multiplied/s);
  });

  test('because its configuration names an output that it does not give says so', async () => {
    const server = await serve('pair', pairConfig(['a', 'b'], ['OUT__2']));
    const values = new Float32Array(4);
    const response = await infer(server, [fp32('a', [1, 4], values), fp32('b', [1, 4], values)]);
    expect(await errorOf(response)).toMatch(/output 'OUT__2' is number 2, but the model gives 2 output\(s\)/);
  });
});
