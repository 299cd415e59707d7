import { describe, expect, it } from 'vitest';
import { checkAgainstSignature } from '../../../server/config/check-signature.ts';
import { readConfig } from '../../../server/config/read.ts';
import type { ModelSignature } from '../../../server/config/signature.ts';

const SIGNATURE: ModelSignature = {
  inputs: [
    { name: 'A', datatype: 'FP32', shape: [-1, 16], symbols: ['N', undefined] },
    { name: 'B', datatype: 'INT64', shape: [-1, 2] },
  ],
  outputs: [{ name: 'C', datatype: 'FP32', shape: [-1, 16] }],
};
const A = 'input { name: "A" data_type: TYPE_FP32 dims: 16 }';
const B = 'input { name: "B" data_type: TYPE_INT64 dims: 2 }';
const C = 'output { name: "C" data_type: TYPE_FP32 dims: 16 }';
const check = (text: string, signature = SIGNATURE) =>
  checkAgainstSignature(readConfig(`name: "m" ${text}`).config, signature);

describe('a config against the model file', () => {
  it('has nothing to say when they agree', () => {
    expect(check(`max_batch_size: 8 ${A} ${B} ${C}`)).toEqual([]);
  });

  it('lets a config leave out outputs, not inputs', () => {
    expect(check(`max_batch_size: 8 ${A} ${B}`)).toEqual([]);
    expect(check(`max_batch_size: 8 ${A} ${C}`)).toMatchObject([
      {
        severity: 'error',
        field: 'input',
        message: "unable to load model 'm', configuration expects 1 inputs, model provides 2",
        nextStep: 'Add "B" (TYPE_INT64 [-1,2]).',
      },
    ]);
  });

  it('counts inputs that the sequence batcher feeds', () => {
    const control = 'sequence_batching { control_input { name: "B" } }';
    expect(check(`max_batch_size: 8 ${A} ${control}`)).toEqual([]);
  });

  it('names tensors that the model does not have, and those it has', () => {
    expect(check(`max_batch_size: 8 ${A} ${B} input { name: "a2" } output { name: "D" }`)).toMatchObject([
      {
        field: 'input[2].name',
        message: "unexpected inference input 'a2', allowed inputs are: A, B",
        suggestion: '"A"',
      },
      {
        field: 'output[0].name',
        message: "unexpected inference output 'D', allowed outputs are: C",
        suggestion: '"C"',
      },
    ]);
  });

  it('compares datatypes', () => {
    expect(check(`max_batch_size: 8 ${A} input { name: "B" data_type: TYPE_INT32 dims: 2 }`)).toMatchObject([
      {
        field: 'input[1].data_type',
        message:
          "unable to load model 'm', configuration expects datatype TYPE_INT32 for input 'B', model provides TYPE_INT64",
        suggestion: 'TYPE_INT64',
      },
    ]);
  });

  it('explains the batch dimension with both shapes', () => {
    expect(
      check(`max_batch_size: 8 input { name: "A" data_type: TYPE_FP32 dims: [ 16, 1 ] } ${B}`),
    ).toMatchObject([
      {
        field: 'input[0].dims',
        message:
          "model 'm', tensor 'A': the model expects 2 dimensions (shape [-1,16]) but the model configuration specifies 3 dimensions " +
          '(an initial batch dimension because max_batch_size > 0 followed by the explicit tensor shape, making complete shape [-1,16,1])',
        nextStep:
          'A request sends [N,16,1], dims say [16,1], the model file says [N,16]. ' +
          'Write dims: [16], without the batch dimension that max_batch_size adds.',
      },
    ]);
  });

  it('explains dims that repeat the batch dimension', () => {
    const [finding] = check(
      `max_batch_size: 8 input { name: "A" data_type: TYPE_FP32 dims: [ -1, 16 ] } ${B}`,
    );
    expect(finding?.message).toContain('making complete shape [-1,-1,16])');
    expect(finding?.nextStep).toContain('Write dims: [16], without the batch dimension');
  });

  it('explains a model that cannot batch', () => {
    const signature: ModelSignature = {
      inputs: [{ name: 'A', datatype: 'FP32', shape: [1, 16] }],
      outputs: [],
    };
    expect(check(`max_batch_size: 8 ${A}`, signature)).toMatchObject([
      {
        message:
          "model 'm', tensor 'A': for the model to support batching the shape should have at least 1 dimension and the first dimension " +
          'must be -1; but shape expected by the model is [1,16]',
        nextStep:
          'A request sends [N,16], dims say [16], the model file says [1,16]. ' +
          'Write dims: [1, 16] and max_batch_size: 0, since the file leaves no dimension open for batches.',
      },
    ]);
  });

  it('wants whole shapes without batching', () => {
    expect(check(`${A} input { name: "B" data_type: TYPE_INT64 dims: [ 5, 2 ] }`)).toMatchObject([
      {
        message:
          "model 'm', tensor 'A': the model expects 2 dimensions (shape [-1,16]) but the model configuration specifies 1 dimensions (shape [16])",
        nextStep: 'A request sends [16], dims say [16], the model file says [N,16]. Write dims: [-1, 16].',
      },
    ]);
  });

  it('compares the reshape rather than the dims where there is one', () => {
    expect(
      check(
        `max_batch_size: 8 input { name: "A" data_type: TYPE_FP32 dims: [ 4, 4 ] reshape { shape: 16 } } ${B}`,
      ),
    ).toEqual([]);
  });

  it('lets only an input with a value of its own be optional, and only without batching', () => {
    const optional = 'input { name: "A" data_type: TYPE_FP32 dims: [ -1, 16 ] optional: true }';
    const rest = 'input { name: "B" data_type: TYPE_INT64 dims: [ -1, 2 ] }';
    expect(check(`${optional} ${rest}`)).toMatchObject([{ field: 'input[0].optional' }]);
    const [a, b] = SIGNATURE.inputs;
    const withDefault = { ...SIGNATURE, inputs: a && b ? [{ ...a, optional: true }, b] : [] };
    expect(check(`${optional} ${rest}`, withDefault)).toEqual([]);
    expect(check(rest, withDefault)).toEqual([]);
  });
});
