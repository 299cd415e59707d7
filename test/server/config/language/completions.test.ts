import { describe, expect, it } from 'vitest';
import type { ConfigContext, PeerModel } from '../../../../server/config/context.ts';
import { completionsAt } from '../../../../server/config/language/completions.ts';
import { readConfig } from '../../../../server/config/read.ts';
import type { ModelSignature } from '../../../../server/config/signature.ts';
import { contextFor } from '../../../support/config-context.ts';
import { FLOWERS } from '../../../support/config-samples.ts';

const signature: ModelSignature = {
  inputs: [
    { name: 'image', datatype: 'FP32', shape: [-1, 3, 8, 8], symbols: ['N'] },
    { name: 'scale', datatype: 'INT64', shape: [-1, 1] },
  ],
  outputs: [{ name: 'scores', datatype: 'FP32', shape: [-1, 10] }],
};
const peer = (text: string): PeerModel => ({ config: readConfig(text).config, loadedVersions: [1] });
const peers = new Map([
  ['flowers', peer(FLOWERS)],
  ['prep', peer('backend: "python" output { name: "IMG" }')],
]);
const context = contextFor('m', {
  signature,
  peers,
  modelNames: ['prep', 'unloaded'],
  machine: { gpus: [0, 1] },
  folder: { files: ['labels.txt', 'notes.md'], versions: [1, 2] },
});

/** What is offered where the text has a `|`. */
const at = (marked: string, given: ConfigContext = context) => {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const completions = completionsAt(readConfig(text).document, offset, given);
  return { ...completions, replaced: text.slice(completions.start, completions.end) };
};
const labels = (marked: string) => at(marked).items.map(({ label }) => label);

describe('completion of fields', () => {
  it('offers the fields of the message', () => {
    expect(labels('input { | }')).toEqual([
      'name',
      'data_type',
      'format',
      'dims',
      'reshape',
      'is_shape_tensor',
      'allow_ragged_batch',
      'optional',
      'is_non_linear_format_io',
    ]);
    expect(labels('version_policy { | }')).toEqual(['latest', 'all', 'specific']);
    expect(labels('parameters { | }')).toEqual(['key', 'value']);
    expect(labels('parameters { key: "k" value { | } }')).toEqual(['string_value']);
  });

  it('leaves out what is written already, before or after, and what it excludes', () => {
    expect(labels('name: "m"\n|\nmax_batch_size: 8')).not.toEqual(expect.arrayContaining(['name']));
    expect(labels('name: "m"\n|\nmax_batch_size: 8')).not.toEqual(expect.arrayContaining(['max_batch_size']));
    expect(labels('dynamic_batching { }\n|')).not.toEqual(expect.arrayContaining(['sequence_batching']));
    expect(labels('input { }\n|')).toEqual(expect.arrayContaining(['input']));
  });

  it('replaces the word that is being typed, and shows what it is', () => {
    const { items, replaced } = at('name: "m"\nmax_ba|');
    expect(replaced).toBe('max_ba');
    expect(items.find(({ label }) => label === 'max_batch_size')).toEqual({
      label: 'max_batch_size',
      kind: 'field',
      insertText: 'max_batch_size: $0',
      detail: 'int32',
      doc: 'The most items one run may take; 0 means that dims are whole shapes and nothing is batched.',
    });
    expect(at('max_|batch').replaced).toBe('max_batch');
  });

  it('brings the brackets along', () => {
    const insert = (marked: string, label: string) =>
      at(marked).items.find((item) => item.label === label)?.insertText;
    expect(insert('|', 'input')).toBe('input [\n  {\n    $0\n  }\n]');
    expect(insert('|', 'dynamic_batching')).toBe('dynamic_batching {\n  $0\n}');
    expect(insert('|', 'name')).toBe('name: "$0"');
    expect(insert('|', 'parameters')).toBe('parameters {\n  key: "$0"\n  value { string_value: "" }\n}');
    expect(insert('input { | }', 'dims')).toBe('dims: [ $0 ]');
  });

  it('knows where it is in a text that is full of mistakes', () => {
    expect(labels('input [ { name "x" dims: [ 1, 2 ] }, { na|')).toContain('data_type');
    expect(labels('output {\n  data_type: TYPE_FP3\n  |\n')).toContain('dims');
    expect(labels('output { data_type: | dims: 1 }')).toContain('TYPE_FP32');
  });

  it('is silent in comments and in blocks that the schema does not know', () => {
    expect(labels('# na|')).toEqual([]);
    expect(labels('nonsense { | }')).toEqual([]);
  });
});

describe('completion of values', () => {
  it.each<[string, string[]]>([
    ['input { format: | }', ['FORMAT_NONE', 'FORMAT_NHWC', 'FORMAT_NCHW']],
    ['input { optional: | }', ['true', 'false']],
    ['name: |', ['m']],
    [
      'platform: "|"',
      [
        'tensorflow_savedmodel',
        'tensorflow_graphdef',
        'tensorrt_plan',
        'onnxruntime_onnx',
        'pytorch_libtorch',
        'torch_aoti',
        'caffe2_netdef',
        'ensemble',
      ],
    ],
    ['default_model_filename: |', ['model.onnx']],
    ['version_policy { specific { versions: [ | ] } }', ['1', '2']],
    ['instance_group { gpus: [ 0, | ] }', ['0', '1']],
    ['input { name: "|" }', ['image', 'scale']],
    ['input { name: "image" } input { name: "|" }', ['scale']],
    ['output { name: | }', ['scores']],
    ['output { label_filename: "|" }', ['labels.txt']],
    ['max_batch_size: 4 input { name: "image" dims: | }', ['[ 3, 8, 8 ]']],
    ['max_batch_size: 4 input { name: "image" dims: [ | ] }', ['3, 8, 8']],
    ['input { name: "image" dims: [ | ] }', ['-1, 3, 8, 8']],
    ['input { name: "x" } model_warmup { inputs { key: "|" } }', ['x']],
    ['input { name: "x" } batch_input { source_input: "|" }', ['x']],
    ['ensemble_scheduling { step { model_name: "|" } }', ['flowers', 'prep', 'unloaded']],
    ['ensemble_scheduling { step { model_version: | } }', ['-1']],
    ['ensemble_scheduling { step { model_name: "flowers" input_map { key: "|" } } }', ['image']],
    [
      'ensemble_scheduling { step [ { model_name: "prep" }, { model_name: "flowers" output_map { key: | } } ] }',
      ['scores'],
    ],
    [
      'input { name: "RAW" } ensemble_scheduling { step { output_map { key: "IMG" value: "pixels" } input_map { key: "a" value: "|" } } }',
      ['RAW', 'pixels'],
    ],
    [
      'optimization { execution_accelerators { gpu_execution_accelerator { name: "|" } } }',
      ['cuda', 'tensorrt', 'openvino'],
    ],
    ['max_batch_size: |', []],
  ])('%s', (marked, expected) => {
    const offered = labels(marked);
    expect(expected.every((label) => offered.includes(label))).toBe(true);
    expect(offered.filter((label) => label !== '').length).toBe(expected.length);
  });

  it('puts the datatype of the model first', () => {
    expect(at('input { name: "scale" data_type: | }').items[0]).toMatchObject({
      label: 'TYPE_INT64',
      detail: 'as in the model file',
    });
    expect(at('input { name: "scale" data_type: TYPE_F| }')).toMatchObject({ replaced: 'TYPE_F' });
  });

  it('knows the parameters of the backend', () => {
    expect(labels('parameters { key: "|" }')).toContain('intra_op_thread_count');
    expect(labels('backend: "python" parameters { key: "|" }')).toEqual([
      'EXECUTION_ENV_PATH',
      'FORCE_CPU_ONLY_INPUT_TENSORS',
    ]);
    expect(labels('parameters { key: "execution_mode" } parameters { key: "|" }')).not.toContain(
      'execution_mode',
    );
  });

  it('replaces a whole string, quotes included', () => {
    expect(at('input { name: "im|" }')).toMatchObject({ replaced: '"im"' });
    expect(at('input { name: "im|').items[0]).toMatchObject({ insertText: '"image"' });
  });
});
