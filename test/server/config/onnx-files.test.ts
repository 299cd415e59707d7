import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectOnnx } from '../../../server/backends/onnxruntime/inspect.ts';
import type { ConfigContext } from '../../../server/config/context.ts';
import { readConfig } from '../../../server/config/read.ts';
import { resolveConfig } from '../../../server/config/resolve.ts';
import type { ModelSignature } from '../../../server/config/signature.ts';
import { contextFor } from '../../support/config-context.ts';
import type { DeclaredTensor } from '../../support/onnx.ts';
import { onnxModel } from '../../support/onnx.ts';
import { tempFolder } from '../../support/temp.ts';

const tensor = (
  name: string,
  shape: readonly (number | string)[],
  datatype: DeclaredTensor['datatype'] = 'FP32',
) => ({ name, datatype, shape });

/** The signature of an ONNX file that adds `x` and `bias` into `y`. */
async function signatureOf(
  x: DeclaredTensor,
  y: DeclaredTensor,
  isBiasGiven = false,
): Promise<ModelSignature> {
  const file = join(await tempFolder(), 'model.onnx');
  const bias = { name: 'bias', shape: [1], values: new Float32Array([1]) };
  const model = onnxModel({
    inputs: isBiasGiven ? [x, tensor('bias', [1])] : [x],
    outputs: [y],
    nodes: [{ op: 'Add', inputs: [x.name, 'bias'], outputs: [y.name] }],
    weights: [bias],
  });
  await writeFile(file, model);
  const { signature } = await inspectOnnx(file);
  if (signature === undefined) throw new Error('an ONNX file always has a signature');
  return signature;
}

const resolve = (text: string, signature: ModelSignature, more: Partial<ConfigContext> = {}) =>
  resolveConfig(readConfig(text).config, { ...contextFor('m', { signature }), ...more });
const messages = (text: string, signature: ModelSignature) =>
  resolve(text, signature).problems.map(({ message }) => message);

const batching = () => signatureOf(tensor('x', ['N', 16]), tensor('y', ['N', 16]));
const BOTH =
  'input { name: "x" data_type: TYPE_FP32 dims: 16 } output { name: "y" data_type: TYPE_FP32 dims: 16 }';

describe('a model without a config', () => {
  it('is batched when its file leaves every first dimension open', async () => {
    const { config, problems } = resolve('', await batching());
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      name: 'm',
      backend: 'onnxruntime',
      platform: 'onnxruntime_onnx',
      default_model_filename: 'model.onnx',
      max_batch_size: 4,
      version_policy: { latest: { num_versions: 1 } },
      input: [{ name: 'x', data_type: 'TYPE_FP32', dims: [16] }],
      output: [{ name: 'y', data_type: 'TYPE_FP32', dims: [16] }],
      dynamic_batching: { preferred_batch_size: [4] },
      optimization: { input_pinned_memory: { enable: true }, output_pinned_memory: { enable: true } },
      instance_group: [{ name: 'm', kind: 'KIND_CPU', count: 2 }],
    });
  });

  it('takes whole shapes when one first dimension is fixed', async () => {
    const { config, problems } = resolve('', await signatureOf(tensor('x', [1, 16]), tensor('y', ['N', 16])));
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      max_batch_size: 0,
      input: [{ dims: [1, 16] }],
      output: [{ dims: [-1, 16] }],
    });
    expect(config.dynamic_batching).toBeUndefined();
  });

  it('may be batched up to another default', async () => {
    expect(resolve('', await batching(), { defaultMaxBatchSize: 32 }).config.max_batch_size).toBe(32);
  });

  it('has scalars of a batching model as [1] with an empty reshape', async () => {
    const { config, problems } = resolve('', await signatureOf(tensor('x', ['N']), tensor('y', ['N'])));
    expect(problems).toEqual([]);
    expect(config.input).toMatchObject([{ dims: [1], reshape: { shape: [] } }]);
  });

  it('may have scalars without batching, of which Triton would have none', async () => {
    const { config, problems } = resolve('', await signatureOf(tensor('x', []), tensor('y', [1])));
    expect(config.input).toMatchObject([{ dims: [1], reshape: { shape: [] } }]);
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        message:
          "model input 'x' has an empty reshape for m, which does not batch: Triton does not support such scalar tensors",
      },
    ]);
  });

  it('may leave out an input that the file has a value for', async () => {
    const signature = await signatureOf(tensor('x', [1]), tensor('y', [1]), true);
    const { config, problems } = resolve('', signature);
    expect(problems).toEqual([]);
    expect(config.input.map(({ name, optional }) => [name, optional])).toEqual([
      ['x', false],
      ['bias', true],
    ]);
  });

  it('is an error when completion is turned off', async () => {
    const context = contextFor('m', {
      autoComplete: false,
      signature: await batching(),
      folder: { hasConfig: false },
    });
    const { config, problems } = resolveConfig(readConfig('').config, context);
    expect(config).toMatchObject({ backend: 'onnxruntime', max_batch_size: 0, input: [] });
    expect(problems.map(({ message }) => message)).toContain(
      "model 'm' has no config.pbtxt, and auto-completion is turned off",
    );
  });
});

describe('a model with a config', () => {
  it('is taken at its word when inputs and outputs are listed, so that nothing batches', async () => {
    const whole = BOTH.replaceAll('dims: 16', 'dims: [ -1, 16 ]');
    const { config, problems } = resolve(whole, await batching());
    expect(problems).toEqual([]);
    expect(config.max_batch_size).toBe(0);
    expect(config.dynamic_batching).toBeUndefined();
  });

  it('gets only the list that is missing', async () => {
    const { config, problems } = resolve(
      'max_batch_size: 8 output { name: "y" data_type: TYPE_FP32 dims: 16 }',
      await batching(),
    );
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ max_batch_size: 8, input: [{ name: 'x', dims: [16] }] });
  });

  it('cannot ask a model to batch that does not', async () => {
    const signature = await signatureOf(tensor('x', [1, 16]), tensor('y', [1, 16]));
    expect(messages('max_batch_size: 8', signature)).toContain(
      "autofill failed for model 'm': model does not support batching while non-zero max_batch_size is specified",
    );
  });

  it.each([
    ['names', BOTH.replace('"x"', '"z"'), "unexpected inference input 'z', allowed inputs are: x"],
    ['output names', BOTH.replace('"y"', '"z"'), "unexpected inference output 'z', allowed outputs are: y"],
    [
      'datatypes',
      BOTH.replace('TYPE_FP32', 'TYPE_INT8'),
      "unable to load model 'm', configuration expects datatype TYPE_INT8 for input 'x', model provides TYPE_FP32",
    ],
    [
      'shapes',
      BOTH.replace('dims: 16', 'dims: [ 16, 1 ]'),
      "model 'm', tensor 'x': the model expects 2 dimensions (shape [-1,16]) but the model configuration specifies 3 dimensions " +
        '(an initial batch dimension because max_batch_size > 0 followed by the explicit tensor shape, making complete shape [-1,16,1])',
    ],
  ])('must have the %s of the file', async (_, text, message) => {
    expect(messages(`max_batch_size: 8 ${text}`, await batching())).toContain(message);
  });

  it('must have every input of the file', async () => {
    const signature = await signatureOf(tensor('x', [1]), tensor('y', [1]));
    const two = {
      ...signature,
      inputs: [...signature.inputs, { name: 'w', datatype: 'FP32', shape: [1] } as const],
    };
    expect(messages(BOTH.replaceAll('dims: 16', 'dims: 1'), two)).toEqual([
      "unable to load model 'm', configuration expects 1 inputs, model provides 2",
    ]);
  });

  it('says where a batch dimension is missing in the file, with both shapes', async () => {
    const signature = await signatureOf(tensor('x', [1, 16]), tensor('y', [1, 16]));
    const [finding] = resolve(`max_batch_size: 8 ${BOTH}`, signature).problems;
    expect(finding?.message).toBe(
      "model 'm', tensor 'x': for the model to support batching the shape should have at least 1 dimension and the first " +
        'dimension must be -1; but shape expected by the model is [1,16]',
    );
    expect(finding?.nextStep).toContain('A request sends [N,16], dims say [16], the model file says [1,16].');
  });

  it('is never completed from the file when another backend runs it', async () => {
    const signature = await batching();
    for (const backend of ['python', 'pytorch', 'openvino']) {
      const { config } = resolve(`backend: "${backend}"`, signature);
      expect(config, backend).toMatchObject({ backend, max_batch_size: 0, input: [], output: [] });
    }
    expect(resolve('platform: "ensemble"', signature).config).toMatchObject({ max_batch_size: 0, input: [] });
  });
});
