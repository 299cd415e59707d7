import { describe, expect, it } from 'vitest';
import { configFromJson } from '../../../../server/config/json/from-json.ts';
import { configToJson } from '../../../../server/config/json/to-json.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { SAMPLES } from '../../../support/config-samples.ts';

const json = (text: string) => configToJson(readConfig(text).config);
const problems = (value: unknown) =>
  configFromJson(value).problems.map(({ field, message }) => [field, message]);

describe('a config as JSON', () => {
  it('prints every scalar and list in declaration order, and no unset message', () => {
    expect(Object.keys(json(''))).toEqual([
      'name',
      'platform',
      'backend',
      'runtime',
      'max_batch_size',
      'input',
      'output',
      'batch_input',
      'batch_output',
      'instance_group',
      'default_model_filename',
      'cc_model_filenames',
      'metric_tags',
      'parameters',
      'model_warmup',
    ]);
    expect(json('input { name: "x" dims: [ 1, -1 ] }')['input']).toEqual([
      {
        name: 'x',
        data_type: 'TYPE_INVALID',
        format: 'FORMAT_NONE',
        dims: [1, -1],
        is_shape_tensor: false,
        allow_ragged_batch: false,
        optional: false,
        is_non_linear_format_io: false,
      },
    ]);
  });

  it('puts the scheduler before the instance groups', () => {
    const names = Object.keys(json('dynamic_batching { } optimization { }'));
    expect(names.indexOf('dynamic_batching')).toBe(names.indexOf('optimization') + 1);
    expect(names.indexOf('instance_group')).toBe(names.indexOf('dynamic_batching') + 1);
  });

  it('writes 64-bit integers as numbers, except where they stay strings', () => {
    const text = `dynamic_batching { max_queue_delay_microseconds: 100 priority_queue_policy { key: 1 value { } } }
      instance_group { secondary_devices { device_id: 7 } }
      optimization { cuda { graph_spec { input { key: "x" value { dim: [ 1, 2 ] } } } } }`;
    expect(json(text)).toMatchObject({
      dynamic_batching: {
        max_queue_delay_microseconds: 100,
        priority_queue_policy: { '1': { max_queue_size: 0 } },
      },
      instance_group: [{ secondary_devices: [{ device_id: '7' }] }],
      optimization: { cuda: { graph_spec: [{ input: { x: { dim: ['1', '2'] } } }] } },
    });
    const state = 'sequence_batching { state { dims: 2 initial_state { dims: [ 2 ] } } }';
    expect(json(state)).toMatchObject({
      sequence_batching: { state: [{ dims: [2], initial_state: [{ dims: ['2'] }] }] },
    });
  });

  it.each(Object.entries(SAMPLES))('reads %s back as it was', (_, text) => {
    const { config } = readConfig(text);
    expect(configFromJson(JSON.parse(JSON.stringify(configToJson(config))))).toEqual({
      config,
      problems: [],
    });
  });

  it('reads either spelling of a name, enums in any case or by number, and integers as strings', () => {
    const { config, problems: found } = configFromJson({
      maxBatchSize: '8',
      input: [{ name: 'x', dataType: 'type_fp32', dims: ['3', 4] }, { data_type: 12 }],
      parameters: { k: { stringValue: 'v' } },
      dynamicBatching: {},
    });
    expect(found).toEqual([]);
    expect(config).toMatchObject({
      max_batch_size: 8,
      input: [{ data_type: 'TYPE_FP32', dims: [3, 4] }, { data_type: 'TYPE_FP64' }],
      parameters: { k: { string_value: 'v' } },
    });
    expect(config.dynamic_batching).toBeDefined();
  });

  it('takes null for a member that is left out', () => {
    expect(configFromJson({ name: null, dynamic_batching: null })).toMatchObject({
      problems: [],
      config: { name: '' },
    });
  });

  it('writes floats that JSON has no word for as strings', () => {
    const text = 'model_metrics { metric_control { histogram_options { buckets: [ 1, inf ] } } }';
    expect(json(text)['model_metrics']).toMatchObject({
      metric_control: [{ histogram_options: { buckets: [1, 'Infinity'] } }],
    });
    expect(configFromJson(json(text)).config).toEqual(readConfig(text).config);
  });

  it('keeps a key that means something else to JavaScript', () => {
    const text = 'metric_tags { key: "__proto__" value: "x" }';
    expect(JSON.stringify(json(text)['metric_tags'])).toBe('{"__proto__":"x"}');
  });

  it('names what it cannot read', () => {
    expect(problems({ max_batch_siz: 1 })).toEqual([
      ['max_batch_siz', 'Message type "inference.ModelConfig" has no field named "max_batch_siz".'],
    ]);
    expect(problems({ max_batch_size: 1.5 })).toEqual([['max_batch_size', 'Expected integer, got: 1.5']]);
    expect(problems({ max_batch_size: 2 ** 40 })).toEqual([
      ['max_batch_size', 'Integer out of range (1099511627776)'],
    ]);
    expect(problems({ input: {} })).toEqual([['input', 'Expected a list for "input", got: {}']]);
    expect(problems({ input: [{ data_type: 'FLOAT' }] })).toEqual([
      ['input[0].data_type', 'Unknown enumeration value of "FLOAT" for field "data_type".'],
    ]);
    expect(problems({ dynamic_batching: {}, sequence_batching: {} })[0]?.[1]).toContain(
      'another member of oneof "scheduling_choice"',
    );
    expect(problems({ dynamic_batching: { priority_queue_policy: { a: {} } } })).toEqual([
      ['dynamic_batching.priority_queue_policy["a"]', 'Expected integer, got: a'],
    ]);
    expect(problems('text')).toEqual([['', 'Expected an object, got: "text"']]);
    expect(problems({ name: 5 })).toEqual([['name', 'Expected string, got: 5']]);
  });
});
