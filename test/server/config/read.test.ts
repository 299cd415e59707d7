import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../server/config/problem.ts';
import { readConfig, readConfigBytes } from '../../../server/config/read.ts';
import { COUNTER, FLOWERS, FROZEN_2019, PIPELINE, SAMPLES } from '../../support/config-samples.ts';

const read = (text: string) => readConfig(text);
const errors = (text: string) =>
  readConfig(text).problems.map((problem) => formatProblem(problem, 'config.pbtxt'));

describe('the text format', () => {
  it.each(Object.entries(SAMPLES))('reads %s without a problem', (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it('reads fields of every kind', () => {
    const { config } = read(FLOWERS);
    expect(config.name).toBe('flowers');
    expect(config.max_batch_size).toBe(16);
    expect(config.input[0]).toMatchObject({
      name: 'image',
      data_type: 'TYPE_FP32',
      format: 'FORMAT_NCHW',
      dims: [3, 224, 224],
    });
    expect(config.output[0]).toMatchObject({ dims: [5], label_filename: 'labels.txt' });
    expect(config.dynamic_batching?.default_queue_policy?.max_queue_size).toBe(64);
    expect(config.version_policy).toEqual({ specific: { versions: [1, 3] } });
    expect(config.parameters).toEqual({ intra_op_thread_count: { string_value: '2' } });
    expect(config.model_warmup[0]?.inputs['image']?.zero_data).toBe(true);
    expect(read(COUNTER).config.sequence_batching?.control_input[2]?.control[0]?.fp32_false_true).toEqual([
      0, 1,
    ]);
    expect(read(PIPELINE).config.ensemble_scheduling?.step[1]?.output_map).toEqual({ scores: 'LABEL' });
    expect(read(FROZEN_2019).config.version_policy).toEqual({ all: {} });
  });

  it('takes every way of writing a block, a list and a separator', () => {
    const text = `input < name: 'a'; dims: 1, dims: 2 >, input: { name: "b" } input [ { name: "c" }, < name: "d" > ]
      output [ ] batch_input: [] name : "x"`;
    expect(errors(text)).toEqual([]);
    const { config } = read(text);
    expect(config.input.map(({ name, dims }) => [name, dims])).toEqual([
      ['a', [1, 2]],
      ['b', []],
      ['c', []],
      ['d', []],
    ]);
  });

  it('joins adjacent strings and understands escapes', () => {
    const text = String.raw`name: "a\tb" 'c"' "\x41\102\303\251" # comment "not a string"
      "é\U0001F600"`;
    expect(errors(text)).toEqual([]);
    expect(read(text).config.name).toBe('a\tbc"ABéé\u{1F600}');
  });

  it.each([
    ['0x10', 16],
    ['010', 8],
    ['-5', -5],
    ['- 5', -5],
    ['2147483647', 2147483647],
  ])('reads %s as the integer %i', (written, value) => {
    expect(errors(`max_batch_size: ${written}`)).toEqual([]);
    expect(read(`max_batch_size: ${written}`).config.max_batch_size).toBe(value);
  });

  it.each([
    ['1', 1],
    ['.5', 0.5],
    ['1.', 1],
    ['2.5f', 2.5],
    ['1e-3', 0.001],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['nan', Number.NaN],
  ])('reads %s as the float %d', (written, value) => {
    const text = `model_metrics { metric_control { histogram_options { buckets: ${written} } } }`;
    expect(errors(text)).toEqual([]);
    expect(read(text).config.model_metrics?.metric_control[0]?.histogram_options?.buckets).toEqual([value]);
  });

  it.each(['009.0', '00.5', '09', '01e3'])(
    'takes %s, which is octal by its first zero, for no float',
    (written) => {
      const text = `model_metrics { metric_control { histogram_options { buckets: ${written} } } }`;
      expect(errors(text)).toEqual([expect.stringContaining(written)]);
    },
  );

  it.each(['true', 'True', 't', '1'])('reads %s as yes', (written) => {
    expect(read(`input { optional: ${written} }`).config.input[0]?.optional).toBe(true);
  });

  it('reads an enum by number', () => {
    expect(read('input { data_type: 11 }').config.input[0]?.data_type).toBe('TYPE_FP32');
  });

  it('counts an empty block as set', () => {
    expect(read('dynamic_batching { }').config.dynamic_batching).toMatchObject({ preferred_batch_size: [] });
    expect(read('').config.dynamic_batching).toBeUndefined();
  });

  it('lets the last one of a map key count, and says so', () => {
    const text = 'metric_tags { key: "a" value: "1" }\nmetric_tags { key: "a" value: "2" }';
    expect(read(text).config.metric_tags).toEqual({ a: '2' });
    expect(read(text).problems).toMatchObject([{ severity: 'warning', field: 'metric_tags["a"]', line: 2 }]);
  });

  it('keeps the order, place and text of comments', () => {
    expect(read('# one\nname: "x" # two').document.comments.map(({ text, start }) => [text, start])).toEqual([
      ['# one', 0],
      ['# two', 16],
    ]);
  });

  it('keeps a number beyond 2^53 within its type, and says so', () => {
    const text = 'dynamic_batching { max_queue_delay_microseconds: 18446744073709551615 }';
    expect(read(text).config.dynamic_batching?.max_queue_delay_microseconds).toBeLessThan(2 ** 64);
    expect(read(text).problems).toMatchObject([{ severity: 'warning', line: 1, column: 50 }]);
  });
});

describe('mistakes', () => {
  it('gives each its place, field and offending text', () => {
    expect(read('name: "x"\ninput { name: "a"\r\n  dims: [ 1, no ] }').problems).toEqual([
      {
        severity: 'error',
        field: 'input[0].dims[1]',
        message: 'Expected integer, got: no',
        line: 3,
        column: 14,
        start: 42,
        end: 44,
        length: 2,
        text: 'no',
      },
    ]);
  });

  it.each([
    [
      'max_batch_siz: 8',
      '1:1: Message type "inference.ModelConfig" has no field named "max_batch_siz". Did you mean "max_batch_size"?',
    ],
    [
      'input { dim: 8 }',
      '1:9: Message type "inference.ModelInput" has no field named "dim". Did you mean "dims"?',
    ],
    ['max_batch_size: "8"', '1:17: Expected integer, got: "8"'],
    ['max_batch_size: 1.5', '1:17: Expected integer, got: 1.5'],
    ['max_batch_size: 08', '1:17: Expected integer, got: 08'],
    ['max_batch_size: 8x', '1:17: Expected integer, got: 8x'],
    ['max_batch_size: 3000000000', '1:17: Integer out of range (3000000000)'],
    ['version_policy { latest { num_versions: -0 } }', '1:41: Expected integer, got: -0'],
    ['max_batch_size: [ 8 ]', '1:17: Expected integer, got: ['],
    ['max_batch_size { }', '1:1: Expected ":", found "{".'],
    ['name: flowers', '1:7: Expected string, got: flowers. Did you mean "flowers"?'],
    [
      'input { data_type: FLOAT }',
      '1:20: Unknown enumeration value of "FLOAT" for field "data_type". Did you mean "TYPE_FP32"?',
    ],
    [
      'input { data_type: FP32 }',
      '1:20: Unknown enumeration value of "FP32" for field "data_type". Did you mean "TYPE_FP32"?',
    ],
    [
      'input { data_type: "TYPE_FP32" }',
      '1:20: Expected integer or identifier, got: "TYPE_FP32". Did you mean "TYPE_FP32"?',
    ],
    ['input { optional: yes }', '1:19: Invalid value for boolean field "optional". Value: "yes".'],
    ['input: 5', '1:8: Expected "{", found "5".'],
    ['name: "a" name: "b"', '1:11: Non-repeated field "name" is specified multiple times.'],
    [
      'dynamic_batching { } sequence_batching { }',
      '1:22: Field "sequence_batching" is specified along with field "dynamic_batching", another member of oneof "scheduling_choice".',
    ],
    ['input { dims: [ 1, 2, ] }', '1:21: A list must not end with a comma.'],
    ['input { dims: [ 1 2 ] }', '1:19: Expected "," or "]", found "2".'],
    ['input { dims [ 1 ] }', '1:9: Expected ":", found "[".'],
    ['max_batch_size 8', '1:16: Expected ":", found "8".'],
    ['name:\nmax_batch_size: 8', '1:1: Expected a value after "name", found "max_batch_size".'],
    ['name: "\0"', String.raw`1:7: A string cannot hold the byte 0 as it is; write \000.`],
    ['name: "\uD800"', '1:7: A string cannot hold half of a surrogate pair.'],
    ['name: "x"\n\uFEFF', '2:1: Unexpected text "\uFEFF".'],
    ['name: "x', '1:7: String literals cannot cross line boundaries.'],
    [String.raw`name: "\q"`, String.raw`1:7: Invalid escape sequence "\q" in a string.`],
    [String.raw`name: "\377"`, '1:7: The escapes in this string do not make valid UTF-8.'],
    ['input { name: "x"', '1:7: Expected "}" to close the "{" of line 1, found the end of the file.'],
    ['input { name: "x" >', '1:19: Expected identifier, got: >'],
    ['}', '1:1: Expected identifier, got: }'],
    ['name: "x" § name2', '1:11: Unexpected text "§".'],
    [
      'metric_tags { key: "a" val: "b" }',
      '1:24: Message type "inference.ModelConfig.MetricTagsEntry" has no field named "val". Did you mean "value"?',
    ],
  ])('%s: %s', (text, expected) => {
    expect(errors(text)).toContain(`config.pbtxt:${expected}`);
  });

  it('goes on after a mistake and reports every one, in order', () => {
    const text = `nam: "x"
input [ { name: "a" data_type: TYPE_FP3 dims: [ 1 ] } ]
max_batch_size: many
output { name: "b" data_typ: TYPE_FP32 }
instance_group { count 2 kind: KIND_CPU }
`;
    expect(read(text).problems.map(({ line, field }) => [line, field])).toEqual([
      [1, 'nam'],
      [2, 'input[0].data_type'],
      [3, 'max_batch_size'],
      [4, 'output[0].data_typ'],
      [5, 'instance_group[0].count'],
    ]);
    expect(read(text).config.instance_group[0]).toMatchObject({ count: 2, kind: 'KIND_CPU' });
  });

  it('keeps what follows a list or block that is never closed', () => {
    const { config, problems } = read('input { name: "a" dims: [ 1, 2\n  data_type: TYPE_FP32 }\nname: "x"');
    expect(problems).toMatchObject([{ line: 2, column: 3 }]);
    expect(config.input[0]).toMatchObject({ dims: [1, 2], data_type: 'TYPE_FP32' });
    expect(config.name).toBe('x');
  });
});

describe('input that is no config', () => {
  it('survives binary junk, and reports it briefly', () => {
    const junk = String.fromCharCode(
      ...Array.from({ length: 20_000 }, (_, index) => (index * 7919 + 13) % 256),
    );
    expect(read(junk).problems.length).toBeGreaterThan(0);
    expect(read(junk).problems.length).toBeLessThanOrEqual(500);
  });

  it.each(['{', '[', 'input {', 'input [', 'a: [ [', '<'])('survives %s a hundred thousand times', (open) => {
    expect(read(open.repeat(100_000)).problems.length).toBeGreaterThan(0);
  });

  it('names the depth it refuses', () => {
    expect(errors('a {'.repeat(100))).toContain(
      'config.pbtxt:1:195: Nested more than 64 blocks deep; the rest is not read.',
    );
  });

  it('refuses a file of 100 MB without reading it', () => {
    const { problems } = readConfigBytes(new Uint8Array(100 * 1024 * 1024));
    expect(problems).toMatchObject([
      { message: 'The file holds 104857600 bytes; a configuration is at most 262144.', line: 1 },
    ]);
  });

  it('passes over a byte order mark and takes both kinds of line ends', () => {
    const bytes = new TextEncoder().encode('\uFEFFname: "x"\r\nmax_batch_size: 4\r\n');
    expect(readConfigBytes(bytes)).toMatchObject({ problems: [], config: { name: 'x', max_batch_size: 4 } });
    expect(read('\uFEFFname: "x"').problems).toEqual([]);
  });

  it('points at the first byte that is not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('name: "x"\n# caf'), 0xe9, 0x0a]);
    expect(readConfigBytes(bytes).problems).toMatchObject([
      { message: 'The file is not valid UTF-8 text.', line: 2, column: 6 },
    ]);
    expect(readConfigBytes(bytes).config.name).toBe('x');
  });

  it('gives up on text with two hundred faults of grammar', () => {
    expect(read('name: }\n'.repeat(5000)).problems.length).toBeLessThanOrEqual(300);
  });
});
