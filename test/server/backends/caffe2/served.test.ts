import { describe, expect, test } from 'vitest';
import { netDef, type TestOperator, weights } from '../../../support/caffe2.ts';
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
