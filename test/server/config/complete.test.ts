import { describe, expect, it } from 'vitest';
import { completeConfig } from '../../../server/config/complete.ts';
import { readConfig } from '../../../server/config/read.ts';
import type { ModelSignature, SignatureTensor } from '../../../server/config/signature.ts';

const tensor = (name: string, shape: number[], more: Partial<SignatureTensor> = {}): SignatureTensor => ({
  name,
  datatype: 'FP32',
  shape,
  ...more,
});
const BATCHING: ModelSignature = { inputs: [tensor('x', [-1, 1, 28, 28])], outputs: [tensor('y', [-1, 10])] };
const FIXED: ModelSignature = { inputs: [tensor('x', [1, 28])], outputs: [tensor('y', [-1, 10])] };
const complete = (text: string, signature: ModelSignature, options = {}) =>
  completeConfig(readConfig(`name: "m" ${text}`).config, signature, options);

describe('completion from an ONNX file', () => {
  it('leaves a config alone that lists inputs and outputs, even without a batch size', () => {
    const text = 'input { name: "x" } output { name: "y" }';
    expect(complete(text, BATCHING)).toEqual({
      config: readConfig(`name: "m" ${text}`).config,
      completed: [],
      problems: [],
    });
  });

  it('counts a batch input as an input', () => {
    const text = 'batch_input { target_name: "x" } output { name: "y" }';
    expect(complete(text, BATCHING).completed).toEqual([]);
  });

  it('takes a model to batch when every input and output begins with an open dimension', () => {
    const { config, completed } = complete('', BATCHING);
    expect(config.max_batch_size).toBe(4);
    expect(config.dynamic_batching).toBeDefined();
    expect(completed.map(({ field, value }) => [field, value])).toEqual([
      ['max_batch_size', '4'],
      ['dynamic_batching', '{ }'],
      ['input', 'x TYPE_FP32 [1, 28, 28]'],
      ['output', 'y TYPE_FP32 [10]'],
    ]);
    expect(completed[0]?.why).toMatch(/every input and output begins with an open dimension/i);
  });

  it('takes another default batch size from the server', () => {
    expect(complete('', BATCHING, { defaultMaxBatchSize: 16 }).config.max_batch_size).toBe(16);
  });

  it('adds no batcher for a batch of one, nor beside a sequence batcher', () => {
    expect(complete('', BATCHING, { defaultMaxBatchSize: 1 }).config.dynamic_batching).toBeUndefined();
    expect(complete('sequence_batching { }', BATCHING).config.dynamic_batching).toBeUndefined();
  });

  it('keeps a batch size that is written', () => {
    expect(complete('max_batch_size: 32', BATCHING).config.max_batch_size).toBe(32);
  });

  it.each([
    ['one fixed first dimension', FIXED],
    ['one scalar', { inputs: BATCHING.inputs, outputs: [tensor('y', [])] }],
  ])('keeps the whole shapes of a model with %s', (_, signature) => {
    const { config } = complete('', signature);
    expect(config.max_batch_size).toBe(0);
    expect(config.dynamic_batching).toBeUndefined();
    expect(config.input[0]?.dims).toEqual(signature.inputs[0]?.shape);
  });

  it('refuses a batch size for a model that does not batch', () => {
    expect(complete('max_batch_size: 8', FIXED).problems).toMatchObject([
      {
        field: 'max_batch_size',
        message:
          "autofill failed for model 'm': model does not support batching while non-zero max_batch_size is specified",
      },
    ]);
  });

  it('fills only the list that is missing', () => {
    const { config } = complete('input { name: "mine" }', BATCHING);
    expect(config.input.map(({ name }) => name)).toEqual(['mine']);
    expect(config.output).toMatchObject([{ name: 'y', data_type: 'TYPE_FP32', dims: [10] }]);
  });

  it('writes a tensor of nothing but the batch dimension as [1] with an empty reshape', () => {
    const { config } = complete('', { inputs: [tensor('x', [-1])], outputs: [tensor('y', [-1, 2])] });
    expect(config.input[0]).toMatchObject({ dims: [1], reshape: { shape: [] } });
  });

  it('marks an input optional that the model has a value for, unless it batches', () => {
    const inputs = [tensor('x', [2]), tensor('bias', [2], { optional: true })];
    expect(
      complete('', { inputs, outputs: [tensor('y', [2])] }).config.input.map(({ optional }) => optional),
    ).toEqual([false, true]);
  });

  it('names strings TYPE_STRING', () => {
    expect(
      complete('', { inputs: [tensor('x', [2], { datatype: 'BYTES' })], outputs: [] }).config.input[0]
        ?.data_type,
    ).toBe('TYPE_STRING');
  });
});

describe('completion that heeds the dims that are written', () => {
  const heeding = (text: string) => complete(text, BATCHING, { heedsDims: true });

  it('takes the model to batch where they leave the batch dimension out, or say nothing', () => {
    expect(heeding('input { name: "x" dims: [ 1, 28, 28 ] }').config.max_batch_size).toBe(4);
    expect(heeding('').config.max_batch_size).toBe(4);
  });

  it('takes it not to batch where they have it', () => {
    const { config } = heeding('input { name: "x" dims: [ -1, 1, 28, 28 ] }');
    expect(config).toMatchObject({ max_batch_size: 0, output: [{ name: 'y', dims: [-1, 10] }] });
  });

  it('refuses dims that contradict each other', () => {
    const two: ModelSignature = { ...BATCHING, inputs: [...BATCHING.inputs, tensor('z', [-1, 3])] };
    const text = 'input { name: "x" dims: [ 1, 28, 28 ] } input { name: "z" dims: [ -1, 3 ] }';
    const [problem] = complete(text, two, { heedsDims: true }).problems;
    expect(problem?.message).toBe(
      "unable to autofill for 'm', model tensor configurations are contradicting each other in terms of whether batching is supported",
    );
  });
});
