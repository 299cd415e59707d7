import { describe, expect, it } from 'vitest';
import type { ConfigContext } from '../../../../server/config/context.ts';
import { diagnose } from '../../../../server/config/language/diagnose.ts';
import { fixesFor } from '../../../../server/config/language/fixes.ts';
import type { ModelSignature } from '../../../../server/config/signature.ts';
import { applyEdits } from '../../../../server/config/text/text-edit.ts';
import { contextFor } from '../../../support/config-context.ts';
import { FROZEN_2019 } from '../../../support/config-samples.ts';

const BATCHING: ModelSignature = {
  inputs: [
    { name: 'a', datatype: 'FP32', shape: [-1, 3] },
    { name: 'b', datatype: 'INT64', shape: [-1] },
  ],
  outputs: [{ name: 'y', datatype: 'FP32', shape: [-1, 10] }],
};
const FROZEN: ModelSignature = {
  inputs: [{ name: 'gpu_0/data', datatype: 'FP32', shape: [1, 3, 112, 112] }],
  outputs: [{ name: 'gpu_0/softmax', datatype: 'FP32', shape: [1, 512] }],
};
const batching = contextFor('m', { signature: BATCHING });
const plain = contextFor('m');
const A = 'input { name: "a" data_type: TYPE_FP32 dims: 3 }';
const B = 'input { name: "b" data_type: TYPE_INT64 dims: 1 reshape { } }';
const Y = 'output { name: "y" data_type: TYPE_FP32 dims: 10 }';
const MODEL = `max_batch_size: 4 ${A} ${B} ${Y}`;

/** Every fix that is offered for a text: its title and the text after it. */
const offers = (text: string, context: ConfigContext) => {
  const { document, problems } = diagnose(text, context);
  return problems.flatMap((problem) =>
    fixesFor(document, problem).map(({ title, edits }) => [title, applyEdits(text, edits)]),
  );
};

describe('a quick fix', () => {
  it.each<[string, string, ConfigContext, string, string]>([
    [
      'a field name',
      'max_batch_siz: 8',
      plain,
      'Change max_batch_siz to max_batch_size',
      'max_batch_size: 8',
    ],
    ['a field name with a block', 'inputs [ ]', plain, 'Change inputs to input', 'input [ ]'],
    [
      'an enum value',
      'input { data_type: FP32 }',
      plain,
      'Change FP32 to TYPE_FP32',
      'input { data_type: TYPE_FP32 }',
    ],
    ['a missing quote', 'name: m', plain, 'Change m to "m"', 'name: "m"'],
    ['a string without an end', 'name: "m', plain, 'Close the string', 'name: "m"'],
    ['a comma too many', 'input { dims: [ 1, ] }', plain, 'Remove the comma', 'input { dims: [ 1 ] }'],
    ['a comma too few', 'input { dims: [ 1 2 ] }', plain, 'Add the comma', 'input { dims: [ 1, 2 ] }'],
    ['a missing colon', 'max_batch_size 8', plain, 'Add the colon', 'max_batch_size: 8'],
    [
      'a missing colon before a list',
      'input { dims [ 1 ] }',
      plain,
      'Add the colon',
      'input { dims: [ 1 ] }',
    ],
    ['a field given twice', 'name: "m" name: "m"', plain, 'Remove this name', 'name: "m" '],
    [
      'a scheduler too many',
      'dynamic_batching { } sequence_batching { }',
      plain,
      'Remove this sequence_batching',
      'dynamic_batching { } ',
    ],
    ['the folder’s name', `name: "n" ${MODEL}`, batching, 'Change "n" to "m"', `name: "m" ${MODEL}`],
    ['a name at all', `name: "n" ${MODEL}`, batching, 'Remove name', MODEL],
    ['an input of the model', MODEL.replace('"a"', '"aa"'), batching, 'Change "aa" to "a"', MODEL],
    [
      'the datatype of the model',
      MODEL.replace('TYPE_INT64', 'TYPE_INT32'),
      batching,
      'Change TYPE_INT32 to TYPE_INT64',
      MODEL,
    ],
    [
      'a datatype that is missing',
      MODEL.replace('data_type: TYPE_INT64 ', ''),
      batching,
      'Take data_type from the model file',
      MODEL,
    ],
    [
      'dims that are missing',
      MODEL.replace(' dims: 3', ''),
      batching,
      'Take dims from the model file',
      MODEL.replace('dims: 3', 'dims: [ 3 ]'),
    ],
    [
      'dims that repeat the batch dimension',
      MODEL.replace('dims: 3', 'dims: [ -1, 3 ]'),
      batching,
      'Use the shape of the model file',
      MODEL.replace('dims: 3', 'dims: [ 3 ]'),
    ],
    [
      'batching that the model file rules out',
      FROZEN_2019,
      contextFor('onnx_model', { signature: FROZEN }),
      'Turn batching off and use the shape of the model file',
      FROZEN_2019.replace('max_batch_size: 1', 'max_batch_size: 0'),
    ],
    [
      'four dims with a layout',
      FROZEN_2019.replace('dims: [ 1, 3', 'format: FORMAT_NCHW dims: [ 1, 3'),
      contextFor('onnx_model'),
      'Remove format',
      FROZEN_2019,
    ],
    [
      'four dims with a layout of three',
      'input { name: "a" data_type: TYPE_FP32 dims: [ 1, 3, 8, 8 ] format: FORMAT_NCHW }',
      plain,
      'Write dims: [3, 8, 8]',
      'input { name: "a" data_type: TYPE_FP32 dims: [ 3, 8, 8 ] format: FORMAT_NCHW }',
    ],
    [
      'a GPU that is not there',
      FROZEN_2019,
      contextFor('onnx_model'),
      'Change KIND_GPU to KIND_AUTO',
      FROZEN_2019.replace('KIND_GPU', 'KIND_AUTO'),
    ],
    [
      'milliseconds written as microseconds',
      `${MODEL} dynamic_batching { max_queue_delay_microseconds: 500000 }`,
      batching,
      'Change 500000 to 500',
      `${MODEL} dynamic_batching { max_queue_delay_microseconds: 500 }`,
    ],
    [
      'a version that is not written',
      'platform: "ensemble" input { name: "i" data_type: TYPE_FP32 dims: 1 } output { name: "o" data_type: TYPE_FP32 dims: 1 } ensemble_scheduling { step { model_name: "s" input_map { key: "x" value: "i" } output_map { key: "y" value: "o" } } }',
      plain,
      'Set ensemble_scheduling.step[0].model_version to -1',
      'platform: "ensemble" input { name: "i" data_type: TYPE_FP32 dims: 1 } output { name: "o" data_type: TYPE_FP32 dims: 1 } ensemble_scheduling { step { model_name: "s" model_version: -1 input_map { key: "x" value: "i" } output_map { key: "y" value: "o" } } }',
    ],
  ])('mends %s', (_, text, context, title, mended) => {
    expect(offers(text, context)).toContainEqual([title, mended]);
    const { document, problems } = diagnose(text, context);
    const mendedProblem = problems.find((problem) =>
      fixesFor(document, problem).some((fix) => fix.title === title),
    );
    const left = diagnose(mended, context).problems.map(({ field, message }) => `${field}: ${message}`);
    expect(left).not.toContain(`${mendedProblem?.field}: ${mendedProblem?.message}`);
  });

  it('adds an input that the model has and the config lacks', () => {
    const text = `max_batch_size: 4\n${A}\n${Y}\n`;
    const mended = offers(text, batching).find(([title]) => title === 'Add input "b"')?.[1] ?? '';
    expect(mended).toBe(
      `max_batch_size: 4\n${A}\ninput {\n  name: "b"\n  data_type: TYPE_INT64\n  dims: [ 1 ]\n  reshape { }\n}\n${Y}\n`,
    );
    expect(diagnose(mended, batching).problems).toEqual([]);
  });

  it('is not offered where nothing is known to help', () => {
    expect(offers('input { dims: [ 1, x ] }', plain)).toEqual([]);
  });
});

describe('a diagnosis', () => {
  it('puts what reading, completing and checking found in the order of the text', () => {
    const text = 'max_batch_siz: 8\nname: "n"\ninput { name: "a" data_type: TYPE_FP32 dims: 0 }\n';
    expect(diagnose(text, plain).problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [1, 1, 'max_batch_siz'],
      [2, 7, 'name'],
      [3, 46, 'input[0].dims'],
    ]);
  });

  it('does not complain of a field as missing beside the mistake that hides it', () => {
    const text = 'input { name: "a" data_typ: TYPE_FP32 dims: [ 1 ] }';
    expect(diagnose(text, plain).problems).toMatchObject([{ field: 'input[0].data_typ' }]);
  });

  it('does not blame the rest for a slip of the pen', () => {
    const text = `max_batch_siz: 16 ${A} ${B} ${Y} dynamic_batching { preferred_batch_size: 8 }`;
    expect(diagnose(text, batching).problems).toMatchObject([
      { field: 'max_batch_siz', suggestion: 'max_batch_size' },
    ]);
    expect(diagnose(text, batching).config.max_batch_size).toBe(0);
  });

  it('keeps what is written apart from what would be served', () => {
    const { config, effective, completed } = diagnose('', batching);
    expect([config.max_batch_size, effective.max_batch_size]).toEqual([0, 4]);
    expect(completed.map(({ field }) => field)).toContain('max_batch_size');
  });

  it('points a problem of something that is not written to what surrounds it', () => {
    const text = 'max_batch_size: 4\ninput {\n  name: "a"\n  data_type: TYPE_FP32\n}\n';
    expect(diagnose(text, plain).problems).toMatchObject([{ line: 2, column: 1, text: 'input' }]);
    expect(diagnose('', contextFor('m', { folder: { versions: [] } })).problems).toMatchObject([
      { line: 1, column: 1, text: '' },
    ]);
  });
});
