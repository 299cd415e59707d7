import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../server/config/read.ts';
import type { ConfigValue } from '../../../../server/config/schema/value.ts';
import { addItem, removeField, setField } from '../../../../server/config/text/edits.ts';
import { applyEdits } from '../../../../server/config/text/text-edit.ts';
import { writeConfig } from '../../../../server/config/text/write.ts';
import { FLOWERS, FROZEN_2019 } from '../../../support/config-samples.ts';
import { generatedConfig } from '../../../support/generated-config.ts';
import { styledConfig } from '../../../support/styled-config.ts';

const document = (text: string) => readConfig(text).document;
const set = (text: string, path: string, value: ConfigValue) =>
  applyEdits(text, setField(document(text), path, value));
const add = (text: string, path: string, item: ConfigValue) =>
  applyEdits(text, addItem(document(text), path, item));
const remove = (text: string, path: string) => applyEdits(text, removeField(document(text), path));

const changedLines = (before: string, after: string) => {
  const old = before.split('\n');
  return after.split('\n').filter((line, index) => line !== old[index]);
};

const TEXT = `# what this serves
name: "m"   # the name
max_batch_size:8
input [
  {
    name: "x"
    dims: [ 1,  2 ] # no batch
  }, # first
  { name: "y" dims: 3 }
]
dynamic_batching { preferred_batch_size: 4, max_queue_delay_microseconds: 100 }
parameters { key: "a" value { string_value: "1" } }
`;

describe('setting a field', () => {
  it.each<[string, ConfigValue, string, string]>([
    ['max_batch_size', 16, 'max_batch_size:8', 'max_batch_size:16'],
    ['name', 'other "one"', 'name: "m"', String.raw`name: "other \"one\""`],
    ['input[0].dims', [3, 4], '[ 1,  2 ]', '[ 3, 4 ]'],
    ['input[0].dims[1]', -1, '[ 1,  2 ]', '[ 1,  -1 ]'],
    ['input[1].dims', [5, 6], 'dims: 3', 'dims: [ 5, 6 ]'],
    ['input[1].name', 'z', '"y"', '"z"'],
    ['dynamic_batching.max_queue_delay_microseconds', 500, ': 100', ': 500'],
    ['parameters["a"].string_value', '2', '"1"', '"2"'],
    ['dynamic_batching', {}, '{ preferred_batch_size: 4, max_queue_delay_microseconds: 100 }', '{ }'],
  ])('%s to %j changes nothing else', (path, value, before, after) => {
    expect(set(TEXT, path, value)).toBe(TEXT.replace(before, () => after));
  });

  it('changes one line only', () => {
    expect(changedLines(FROZEN_2019, set(FROZEN_2019, 'instance_group[0].kind', 'KIND_CPU'))).toEqual([
      '    kind: KIND_CPU',
    ]);
    expect(changedLines(FLOWERS, set(FLOWERS, 'max_batch_size', 32))).toEqual(['max_batch_size: 32']);
  });

  it.each<[string, ConfigValue, string, string]>([
    ['backend', 'onnxruntime', '# the name\n', '# the name\nbackend: "onnxruntime"\n'],
    ['input[0].data_type', 'TYPE_FP32', '    name: "x"\n', '    name: "x"\n    data_type: TYPE_FP32\n'],
    ['input[1].data_type', 'TYPE_FP32', '"y" dims', '"y" data_type: TYPE_FP32 dims'],
    ['input[0].optional', true, '# no batch\n', '# no batch\n    optional: true\n'],
    ['dynamic_batching.preserve_ordering', true, ': 100 }', ': 100 preserve_ordering: true }'],
    ['version_policy.all', {}, '# the name\n', '# the name\nversion_policy { all { } }\n'],
    ['instance_group[0].count', 2, '100 }\n', '100 }\ninstance_group [ { count: 2 } ]\n'],
    [
      'parameters["b"].string_value',
      'x',
      '"1" } }\n',
      '"1" } }\nparameters {\n  key: "b"\n  value { string_value: "x" }\n}\n',
    ],
    ['optimization.graph.level', 1, '\n]\n', '\n]\noptimization { graph { level: 1 } }\n'],
  ])('%s adds it where the schema has it', (path, value, before, after) => {
    expect(set(TEXT, path, value)).toBe(TEXT.replace(before, () => after));
  });

  it('puts the first field before all others, and fills an empty file', () => {
    expect(set('max_batch_size: 8\n', 'name', 'm')).toBe('name: "m"\nmax_batch_size: 8\n');
    expect(set('', 'name', 'm')).toBe('name: "m"\n');
    expect(set('# nothing yet', 'name', 'm')).toBe('# nothing yet\nname: "m"\n');
  });

  it('fills an empty block', () => {
    expect(set('dynamic_batching { }', 'dynamic_batching.preserve_ordering', true)).toBe(
      'dynamic_batching { preserve_ordering: true }',
    );
    expect(set('dynamic_batching {\n  # later\n}', 'dynamic_batching.preserve_ordering', true)).toBe(
      'dynamic_batching {\n  preserve_ordering: true\n  # later\n}',
    );
  });

  it('writes a list where single entries were', () => {
    expect(set('input {\n  dims: 1\n  dims: 2\n}\n', 'input[0].dims', [3, 4])).toBe(
      'input {\n  dims: [ 3, 4 ]\n}\n',
    );
  });

  it('fills in a value that is missing', () => {
    expect(set('name:\nmax_batch_size: 4', 'name', 'm')).toBe('name: "m"\nmax_batch_size: 4');
    expect(set('max_batch_size\n', 'max_batch_size', 4)).toBe('max_batch_size: 4\n');
  });

  it('keeps apart from what follows at once', () => {
    expect(set('runtime: ""input { }', 'max_batch_size', 8)).toBe('runtime: "" max_batch_size: 8 input { }');
    expect(set('input { dims: [1]name: "x" }', 'input[0].dims', 5)).toBe('input { dims: 5 name: "x" }');
  });

  it('keeps the line ends of the file', () => {
    expect(set('name: "m"\r\noutput { }\r\n', 'max_batch_size', 4)).toBe(
      'name: "m"\r\nmax_batch_size: 4\r\noutput { }\r\n',
    );
  });

  it('does nothing for a field that the schema lacks', () => {
    expect(setField(document(TEXT), 'nonsense', 1)).toEqual([]);
    expect(setField(document(TEXT), 'input[0].nonsense.deeper', 1)).toEqual([]);
    expect(setField(document(TEXT), 'metric_tags["a"].deeper', 1)).toEqual([]);
    expect(setField(document(TEXT), 'name.deeper', 1)).toEqual([]);
    expect(addItem(document(TEXT), 'max_batch_size', 1)).toEqual([]);
  });

  it('means the same afterwards, but for that field, however the config is written', () => {
    for (let seed = 0; seed < 1_000; seed += 1) {
      const config = generatedConfig(seed);
      const text = styledConfig(config, seed);
      const changed = readConfig(set(text, 'max_batch_size', 77));
      expect(changed.problems, `seed ${seed}`).toEqual([]);
      expect(changed.config, `seed ${seed}`).toEqual({ ...config, max_batch_size: 77 });
    }
  });

  it('reaches into anything a config may hold', () => {
    for (let seed = 0; seed < 1_000; seed += 1) {
      const text = styledConfig(generatedConfig(seed), seed);
      const { config, problems } = readConfig(
        set(text, 'optimization.cuda.graph_spec[0].input["k"].dim', [1, 2]),
      );
      expect(problems, `seed ${seed}`).toEqual([]);
      expect(config.optimization?.cuda?.graph_spec[0]?.input['k']?.dim, `seed ${seed}`).toEqual([1, 2]);
    }
  });
});

describe('adding an item', () => {
  it('puts it at the end of a list, in the way of the list', () => {
    expect(add(TEXT, 'input[0].dims', 9)).toBe(TEXT.replace('1,  2 ]', '1,  2, 9 ]'));
    expect(add(TEXT, 'input', { name: 'z', dims: [4] })).toBe(
      TEXT.replace('dims: 3 }\n', 'dims: 3 },\n  {\n    name: "z"\n    dims: [ 4 ]\n  }\n'),
    );
    expect(add('input [ { name: "a" } ]', 'input', { name: 'b' })).toBe(
      'input [ { name: "a" }, { name: "b" } ]',
    );
    expect(add('input [ ]', 'input', { name: 'b' })).toBe('input [ { name: "b" } ]');
  });

  it('adds a block where there are blocks, and a list where there is nothing', () => {
    expect(add('input {\n  name: "a"\n}\noutput { }\n', 'input', { name: 'b' })).toBe(
      'input {\n  name: "a"\n}\ninput { name: "b" }\noutput { }\n',
    );
    expect(add('name: "m"\n', 'output', { name: 'b' })).toBe('name: "m"\noutput [ { name: "b" } ]\n');
  });

  it('keeps a comment with the item it stands beside', () => {
    expect(add('input [\n  { name: "a" } # a\n]\n', 'input', { name: 'b' })).toBe(
      'input [\n  { name: "a" }, # a\n  { name: "b" }\n]\n',
    );
  });
});

describe('removing a field', () => {
  it.each([
    ['max_batch_size', 'max_batch_size:8\n', ''],
    ['name', 'name: "m"   # the name', '# the name'],
    ['input[0].dims', '    dims: [ 1,  2 ] # no batch', '    # no batch'],
    ['input[1].dims', ' dims: 3', ''],
    ['input[0].dims[0]', '1,  2', '2'],
    ['input[0].dims[1]', '1,  2', '1'],
    ['input[1]', ', # first\n  { name: "y" dims: 3 }', ' # first\n  '],
    [
      'dynamic_batching',
      'dynamic_batching { preferred_batch_size: 4, max_queue_delay_microseconds: 100 }\n',
      '',
    ],
    ['dynamic_batching.preferred_batch_size', 'preferred_batch_size: 4, ', ''],
    ['parameters["a"]', 'parameters { key: "a" value { string_value: "1" } }\n', ''],
  ])('%s takes it out and nothing else', (path, before, after) => {
    expect(remove(TEXT, path)).toBe(TEXT.replace(before, () => after));
  });

  it('takes the whole entry out with its only item', () => {
    expect(remove('input [ { name: "x" } ]\nname: "m"\n', 'input[0]')).toBe('name: "m"\n');
  });

  it('takes out every entry of a repeated field', () => {
    expect(remove('input { }\nname: "m"\ninput { }\n', 'input')).toBe('name: "m"\n');
  });

  it('does nothing where nothing is written', () => {
    expect(removeField(document(TEXT), 'backend')).toEqual([]);
    expect(removeField(document(TEXT), 'input[7].name')).toEqual([]);
    expect(removeField(document(TEXT), 'parameters["z"]')).toEqual([]);
  });

  it('means the same afterwards, but for that field, however the config is written', () => {
    for (let seed = 0; seed < 1_000; seed += 1) {
      const config = generatedConfig(seed);
      const without = readConfig(remove(styledConfig(config, seed), 'input'));
      expect(without.problems, `seed ${seed}`).toEqual([]);
      expect(without.config, `seed ${seed}`).toEqual({ ...config, input: [] });
    }
  });

  it('restores the text when what was set is removed', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const text = writeConfig({ ...generatedConfig(seed), runtime: '' });
      expect(remove(set(text, 'runtime', 'x'), 'runtime'), `seed ${seed}`).toBe(text);
    }
  });
});
