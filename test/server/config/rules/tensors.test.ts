import { describe, expect, it } from 'vitest';
import { contextFor } from '../../../support/config-context.ts';
import { errors, findings, TENSORS } from '../../../support/config-findings.ts';
import { FROZEN_2019 } from '../../../support/config-samples.ts';

describe('inputs and outputs', () => {
  const input = (more: string) => `output { name: "y" data_type: TYPE_FP32 dims: 1 } input { ${more} }`;
  it.each([
    ['data_type: TYPE_FP32 dims: 1', 'input[0].name', "model input must specify 'name' for m"],
    ['name: "x" dims: 1', 'input[0].data_type', "model input 'x' must specify 'data_type' for m"],
    ['name: "x" data_type: TYPE_FP32', 'input[0].dims', "model input 'x' must specify 'dims' for m"],
    [
      'name: "x" data_type: TYPE_FP32 dims: [ 0 ]',
      'input[0].dims',
      "model input 'x' dimension must be integer >= 1, or -1 to indicate a variable-size dimension for m",
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: 4 reshape { shape: [ -2, 2 ] }',
      'input[0].reshape',
      "model input 'x' reshape dimensions must be integer >= 1, or -1 to indicate a variable-size dimension for m",
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: 4 reshape { shape: [ 3, 1 ] }',
      'input[0].reshape',
      "model input 'x' has different size for dims and reshape for m",
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: [ 4, -1 ] reshape { shape: [ 4 ] }',
      'input[0].reshape',
      "model input 'x' has different number of variable-size dimensions for dims and reshape for m",
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: [ 3, 4 ] format: FORMAT_NHWC',
      'input[0].format',
      'model input NHWC/NCHW require 3 dims for m',
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: 4 is_shape_tensor: true',
      'input[0].is_shape_tensor',
      'shape tensors are only supported for TensorRT platform for m',
    ],
    [
      'name: "x" data_type: TYPE_FP32 dims: 4 is_non_linear_format_io: true',
      'input[0].is_non_linear_format_io',
      'Non-linear IO format is only supported for the TensorRT platform for m',
    ],
  ])('input { %s }', (text, field, message) => {
    expect(errors(input(text))).toEqual([[field, message]]);
  });

  it('have the same rules for outputs', () => {
    expect(
      errors('input { name: "x" data_type: TYPE_FP32 dims: 1 } output { } output { name: "y" }'),
    ).toEqual([
      ['output[0].name', "model output must specify 'name' for m"],
      ['output[1].data_type', "model output 'y' must specify 'data_type' for m"],
      ['output[1].dims', "model output 'y' must specify 'dims' for m"],
    ]);
  });

  it('must have names of their own', () => {
    expect(errors(`${TENSORS} input { name: "x" data_type: TYPE_FP32 dims: 1 }`)).toEqual([
      ['input[1].name', "model input 'x' is declared twice for m"],
    ]);
  });

  it('allow an empty reshape when the model batches', () => {
    expect(
      errors(`max_batch_size: 4 ${input('name: "x" data_type: TYPE_FP32 dims: 1 reshape { }')}`),
    ).toEqual([]);
  });

  it('say what to do about an image with four dims', () => {
    const text = FROZEN_2019.replace('# format', 'format').replace(
      'dims: [ 1, 3',
      'format: FORMAT_NCHW dims: [ 1, 3',
    );
    const [finding] = findings(text, contextFor('onnx_model')).filter(({ severity }) => severity === 'error');
    expect(finding).toMatchObject({
      field: 'input[0].format',
      message: 'model input NHWC/NCHW require 3 dims for onnx_model',
    });
    expect(finding?.nextStep).toMatch(/write dims: \[3, 112, 112\].*remove format/);
  });
});

describe('ragged batches', () => {
  const batchInput = (more: string) => `batch_input { kind: BATCH_ELEMENT_COUNT target_name: "n" ${more} }`;
  it.each([
    [
      batchInput('data_type: TYPE_FP32'),
      'batch_input[0].source_input',
      "batch input kind 'BATCH_ELEMENT_COUNT' expects 1 source input, got 0",
    ],
    [
      batchInput('data_type: TYPE_INT64 source_input: "x"'),
      'batch_input[0].data_type',
      'batch input data type must be TYPE_INT32 or TYPE_FP32',
    ],
    [
      batchInput('data_type: TYPE_INT32 source_input: "z"'),
      'batch_input[0].source_input[0]',
      "unknown source input name 'z'",
    ],
    [
      'batch_output { target_name: "y" source_input: "x" source_input: "x" }',
      'batch_output[0].source_input',
      "batch output kind 'BATCH_SCATTER_WITH_INPUT_SHAPE' expects 1 source input, got 2",
    ],
    [
      'batch_output { target_name: "y" source_input: "z" }',
      'batch_output[0].source_input[0]',
      "unknown source input name 'z'",
    ],
    [
      'batch_output { target_name: "z" source_input: "x" }',
      'batch_output[0].target_name[0]',
      "unknown target output name 'z'",
    ],
    [
      'batch_output { target_name: "y" source_input: "x" } batch_output { target_name: "y" source_input: "x" }',
      'batch_output[1].target_name[0]',
      "target output name 'y' can only be specified once",
    ],
  ])('%s', (text, field, message) => {
    expect(errors(TENSORS + text)).toEqual([[field, message]]);
  });
});
