import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { netDef, type TestOperator, weights } from '../../../support/caffe2.ts';
import { floatsIn, largestDifference, makeModels } from '../../../support/frameworks/make.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { binaryOutputs, binaryRequest, floatBytes, floatsOf } from '../../../support/v2-client.ts';

const tensor = (name: string, dims: string, type = 'TYPE_FP32') =>
  `{ name: "${name}" data_type: ${type} dims: ${dims} }`;
const config = (input: string, output: string, more = '') =>
  `platform: "caffe2_netdef" input [ ${input} ] output [ ${output} ] ${more}`;
const X = tensor('x', '[ -1 ]');
const Y = tensor('y', '[ -1 ]');

const relu: TestOperator = { type: 'Relu', inputs: ['x'], outputs: ['y'] };

function files(predict: Uint8Array, init = netDef('weights', []), text = config(X, Y)) {
  return { 'm/config.pbtxt': text, 'm/1/model.netdef': predict, 'm/1/init_model.netdef': init };
}

async function reasonOf(all: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const server = await startServer(await repositoryOf(all));
  const failure = server.models.served('m')?.failure?.error;
  return failure === undefined ? 'it was loaded' : `${failure.message} ${failure.nextStep ?? ''}`;
}

const infer = async (server: TestServer, shape: readonly number[], values: ArrayLike<number>) => {
  const input = { name: 'x', datatype: 'FP32', shape, data: floatBytes(values) } as const;
  const answer = await server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest([input]) });
  return await binaryOutputs(answer);
};

describe('a Caffe2 net that was trained on the sample digits', () => {
  let made = '';
  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'inferdeck-netdef-'));
    await makeModels('/usr/bin/python3', 'torch_models.py', made);
  });
  afterAll(() => rm(made, { recursive: true, force: true }));

  /** Blobs of the net by the names of the weights that were learned. */
  const BLOBS: Readonly<Record<string, readonly [string, readonly number[]]>> = {
    'layers.0.weight': ['conv1_w', [8, 1, 3, 3]],
    'layers.0.bias': ['conv1_b', [8]],
    'layers.1.weight': ['bn_s', [8]],
    'layers.1.bias': ['bn_b', [8]],
    'layers.1.running_mean': ['bn_m', [8]],
    'layers.1.running_var': ['bn_v', [8]],
    'layers.4.weight': ['conv2_w', [16, 8, 3, 3]],
    'layers.4.bias': ['conv2_b', [16]],
    'layers.8.weight': ['fc_w', [10, 784]],
    'layers.8.bias': ['fc_b', [10]],
  };
  const same = { kernel: { i: 3 }, pad: { i: 1 } };
  const half = { kernel: { i: 2 }, stride: { i: 2 } };
  const NET: readonly TestOperator[] = [
    { type: 'Conv', inputs: ['x', 'conv1_w', 'conv1_b'], outputs: ['conv1'], arguments: same },
    {
      type: 'SpatialBN',
      inputs: ['conv1', 'bn_s', 'bn_b', 'bn_m', 'bn_v'],
      outputs: ['conv1'],
      arguments: { is_test: { i: 1 }, epsilon: { f: 1e-5 }, order: { s: 'NCHW' } },
    },
    { type: 'Relu', inputs: ['conv1'], outputs: ['conv1'] },
    { type: 'MaxPool', inputs: ['conv1'], outputs: ['pool1'], arguments: half },
    { type: 'Conv', inputs: ['pool1', 'conv2_w', 'conv2_b'], outputs: ['conv2'], arguments: same },
    { type: 'Relu', inputs: ['conv2'], outputs: ['conv2'] },
    { type: 'MaxPool', inputs: ['conv2'], outputs: ['pool2'], arguments: half },
    { type: 'FC', inputs: ['pool2', 'fc_w', 'fc_b'], outputs: ['fc'] },
    { type: 'Softmax', inputs: ['fc'], outputs: ['softmax'] },
  ];

  test('answers as the framework that trained it, alone and as a batch', async () => {
    const filled = Object.entries(BLOBS).map(async ([name, [blob, shape]]) =>
      weights(blob, shape, await floatsIn(join(made, 'cnn'), name)),
    );
    const text = config(tensor('x', '[ 1, 28, 28 ]'), tensor('softmax', '[ 10 ]'), 'max_batch_size: 16');
    const init = netDef('weights', await Promise.all(filled));
    const server = await startServer(await repositoryOf(files(netDef('digits', NET), init, text)));
    const [image, expected] = [
      await floatsIn(join(made, 'cnn'), 'image'),
      await floatsIn(join(made, 'cnn'), 'scores'),
    ];
    const batch = await infer(server, [8, 1, 28, 28], image);
    expect(largestDifference(floatsOf(batch.get('softmax')?.data), expected)).toBeLessThan(1e-5);
    const alone = await infer(server, [1, 1, 28, 28], image.subarray(0, 784));
    expect(largestDifference(floatsOf(alone.get('softmax')?.data), expected.subarray(0, 10))).toBeLessThan(
      1e-5,
    );
  });
});

describe('a Caffe2 net', () => {
  test('is found by its file, and says what it is made of', async () => {
    const text = `input [ ${X} ] output [ ${Y} ]`;
    const net = netDef('tiny', [relu, { type: 'Copy', inputs: ['y'], outputs: ['z'] }]);
    const server = await startServer(
      await repositoryOf(files(net, netDef('weights', [weights('w', [2, 3], Array(6).fill(1))]), text)),
    );
    const prepared = server.models.served('m')?.prepared;
    expect(prepared?.config).toMatchObject({ backend: 'caffe2', platform: 'caffe2_netdef' });
    expect(prepared?.versions[0]?.inspection).toMatchObject({
      producer: 'Caffe2',
      parameters: 6,
      operators: [
        { type: 'Copy', count: 1 },
        { type: 'Relu', count: 1 },
      ],
    });
  });

  test('gives any of its blobs, and is not kept from it by what that does not need', async () => {
    const net = netDef('tiny', [relu, { type: 'Frobnicate', inputs: ['y'], outputs: ['z'] }]);
    const server = await startServer(await repositoryOf(files(net)));
    expect([...floatsOf((await infer(server, [3], [-1, 0, 2])).get('y')?.data)]).toEqual([0, 0, 2]);
  });

  test('with weights that it draws draws the same ones every time', async () => {
    const fill = (type: string, blob: string, more = {}) => ({
      type,
      outputs: [blob],
      arguments: { shape: { ints: [40, 50] }, ...more },
    });
    const init = netDef('weights', [
      fill('XavierFill', 'xavier'),
      fill('MSRAFill', 'msra'),
      fill('UniformFill', 'uniform', { min: { f: -1 }, max: { f: 3 } }),
      fill('GaussianFill', 'gaussian', { mean: { f: 5 }, std: { f: 2 } }),
    ]);
    const blobs = ['xavier', 'msra', 'uniform', 'gaussian'];
    const copies = blobs.map((blob) => ({ type: 'Copy', inputs: [blob], outputs: [`${blob}_out`] }));
    const text = config(X, [Y, ...blobs.map((blob) => tensor(`${blob}_out`, '[ 40, 50 ]'))].join(', '));
    const repository = await repositoryOf(files(netDef('random', [relu, ...copies]), init, text));
    const drawn = async () => await infer(await startServer(repository), [1], [0]);
    const [first, second] = [await drawn(), await drawn()];
    const numbers = (blob: string) => floatsOf(first.get(`${blob}_out`)?.data);
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = (values: Float32Array) => {
      const middle = mean(values);
      return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
    };
    expect(second).toEqual(first);
    // Bounds and deviations that Caffe2 gives these fills for 40 rows of 50.
    expect(Math.max(...numbers('xavier').map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(3 / 50));
    expect(deviation(numbers('xavier'))).toBeCloseTo(Math.sqrt(1 / 50), 1);
    expect(deviation(numbers('msra'))).toBeCloseTo(Math.sqrt(2 / 40), 1);
    expect(mean(numbers('uniform'))).toBeCloseTo(1, 0);
    expect([Math.min(...numbers('uniform')) >= -1, Math.max(...numbers('uniform')) <= 3]).toEqual([
      true,
      true,
    ]);
    expect(mean(numbers('gaussian'))).toBeCloseTo(5, 0);
    expect(deviation(numbers('gaussian'))).toBeCloseTo(2, 0);
  });
});

describe('a Caffe2 net that cannot be served', () => {
  test.each([
    [
      'an operator that is not known, with its place in the net',
      netDef('tiny', [
        { type: 'Copy', inputs: ['x'], outputs: ['z'] },
        { type: 'Frobnicate', inputs: ['z'], outputs: ['y'] },
      ]),
      "Operator 2 of net 'tiny' (Frobnicate, which makes y) cannot be translated to ONNX: this type of operator is not known.",
    ],
    [
      'a blob that nobody makes',
      netDef('tiny', [{ type: 'Sum', inputs: ['x', 'w'], outputs: ['y'] }]),
      "Operator 1 of net 'tiny' (Sum, which makes y): nobody makes 'w', and the configuration lists no input of that name.",
    ],
    [
      'an output that it does not have',
      netDef('tiny', [{ type: 'Relu', inputs: ['x'], outputs: ['z'] }], { outputs: ['z'] }),
      "The net 'tiny' has no blob 'y' to give as an output. Its outputs are: z.",
    ],
    [
      'a layer that would learn',
      netDef('tiny', [{ type: 'SpatialBN', inputs: ['x', 'x', 'x', 'x', 'x'], outputs: ['y'] }]),
      'is_test is not set, so that it would learn from what it is asked',
    ],
    [
      'a result that only training needs',
      netDef('tiny', [
        { type: 'Concat', inputs: ['x'], outputs: ['z', 'info'] },
        { type: 'Copy', inputs: ['info'], outputs: ['y'] },
      ]),
      "'info' is a result that is not translated",
    ],
  ])('because of %s', async (_, net, reason) => {
    expect(await reasonOf(files(net))).toContain(reason);
  });

  test('because it was cut off, or its weights are missing', async () => {
    const net = netDef('tiny', [relu]);
    expect(await reasonOf(files(net.subarray(0, net.length - 3)))).toMatch(
      /model\.netdef is not a Caffe2 net in binary form, or it was cut off/,
    );
    const { 'm/1/init_model.netdef': _, ...without } = files(net);
    expect(await reasonOf(without)).toMatch(
      /Cannot read .*init_model\.netdef.* A Caffe2 model is two files: model\.netdef, and init_model\.netdef/,
    );
  });

  test('because the configuration gives an output another type than it has', async () => {
    const net = netDef('tiny', [{ type: 'ArgMax', inputs: ['x'], outputs: ['y'] }]);
    expect(await reasonOf(files(net))).toMatch(
      /Type \(tensor\(float\)\) of output arg \(y\) .* expected type \(tensor\(int64\)\)/,
    );
  });
});
