import { describe, expect, it } from 'vitest';
import { batching, errors, findings } from '../../../support/config-findings.ts';

const sequence = (more: string) => batching(`sequence_batching { ${more} }`);
const control = (more: string) => sequence(`control_input { name: "c" control { ${more} } }`);
const ANY = "either 'int32_false_true', 'fp32_false_true' or 'bool_false_true'";

describe('dynamic batching', () => {
  it.each([
    [
      'preferred_batch_size: [ 4, 0 ]',
      'preferred_batch_size[1]',
      'dynamic batching preferred size must be positive for m',
    ],
    [
      'preferred_batch_size: 16',
      'preferred_batch_size[0]',
      'dynamic batching preferred size must be <= max batch size for m',
    ],
    ['priority_levels: 2', 'default_priority_level', 'default priority level must be in range [1, 2] for m'],
    [
      'priority_levels: 2 default_priority_level: 1 priority_queue_policy { key: 3 value { } }',
      'priority_queue_policy["3"]',
      'priority queue policy must have priority level in range [1, 2] for m',
    ],
    [
      'preserve_ordering: true priority_levels: 2 default_priority_level: 1',
      'priority_levels',
      "Only one priority level is allowed when 'preserve_ordering' is true for m",
    ],
    [
      'preserve_ordering: true default_queue_policy { timeout_action: DELAY }',
      'preserve_ordering',
      "Queue policy can not have DELAY as timeout action when 'preserve_ordering' is true for m",
    ],
  ])('{ %s }', (text, field, message) => {
    expect(errors(batching(`dynamic_batching { ${text} }`))).toEqual([
      [`dynamic_batching.${field}`, message],
    ]);
  });

  it('warns of a wait that was meant in another unit', () => {
    expect(findings(batching('dynamic_batching { max_queue_delay_microseconds: 500000 }'))).toMatchObject([
      {
        severity: 'warning',
        field: 'dynamic_batching.max_queue_delay_microseconds',
        message: 'requests may wait 500 ms for others to join their batch; the unit is microseconds',
        suggestion: '500',
      },
    ]);
  });
});

describe('sequence batching', () => {
  it.each([
    [
      sequence('control_input { }'),
      'control_input[0].name',
      'sequence batching control tensor must have a name for m',
    ],
    [
      sequence('control_input { name: "c" } control_input { name: "c" }'),
      'control_input[1].name',
      "sequence batching control tensor 'c' is specified for multiple control kinds for m",
    ],
    [
      sequence(
        ['START', 'START']
          .map(
            (kind, index) =>
              `control_input { name: "c${index}" control { kind: CONTROL_SEQUENCE_${kind} int32_false_true: [ 0, 1 ] } }`,
          )
          .join(' '),
      ),
      'control_input[1].control[0].kind',
      'sequence batching specifies multiple CONTROL_SEQUENCE_START tensors for m',
    ],
    [
      control('kind: CONTROL_SEQUENCE_READY'),
      'control_input[0].control[0]',
      `sequence batching must specify ${ANY} for CONTROL_SEQUENCE_READY for m`,
    ],
    [
      control('kind: CONTROL_SEQUENCE_END int32_false_true: [ 0, 1 ] bool_false_true: [ false, true ]'),
      'control_input[0].control[0]',
      "sequence batching specifies more than one from 'int32_false_true', 'fp32_false_true' and 'bool_false_true' for CONTROL_SEQUENCE_END for m",
    ],
    [
      control('fp32_false_true: [ 0, 1, 2 ]'),
      'control_input[0].control[0].fp32_false_true',
      "sequence batching control 'fp32_false_true' must have exactly 2 entries for CONTROL_SEQUENCE_START for m",
    ],
    [
      control('kind: CONTROL_SEQUENCE_CORRID data_type: TYPE_UINT64 int32_false_true: [ 0, 1 ]'),
      'control_input[0].control[0]',
      `sequence batching must not specify ${ANY} for CONTROL_SEQUENCE_CORRID for m`,
    ],
    [
      control('kind: CONTROL_SEQUENCE_CORRID data_type: TYPE_FP32'),
      'control_input[0].control[0].data_type',
      'unexpected data type for control CONTROL_SEQUENCE_CORRID for m. ' +
        'Allowed data types are TYPE_UINT64, TYPE_INT64, TYPE_UINT32, TYPE_INT32 and TYPE_STRING',
    ],
    [
      sequence('oldest { preferred_batch_size: -1 }'),
      'oldest.preferred_batch_size[0]',
      'sequence batching preferred batch size must be positive for m',
    ],
    [
      sequence('oldest { preferred_batch_size: 9 }'),
      'oldest.preferred_batch_size[0]',
      'sequence batching preferred batch size must be <= max batch size for m',
    ],
    [
      sequence('direct { minimum_slot_utilization: 1.5 }'),
      'direct.minimum_slot_utilization',
      'sequence batching minimum slot utilization must be in range (0.0, 1.0] for m',
    ],
    [
      sequence('state { output_name: "y" data_type: TYPE_FP32 }'),
      'state[0].input_name',
      "sequence batching state must specify 'input_name' for m",
    ],
    [
      sequence(
        'state { input_name: "s" output_name: "y" data_type: TYPE_FP32 dims: -1 initial_state { name: "zero" data_type: TYPE_FP32 dims: -1 } }',
      ),
      'state[0].initial_state[0]',
      "sequence batching state 's' and its initial_state must have the same data_type and number of dims, and no dim of the initial_state may be -1, for m",
    ],
  ])('%s', (text, field, message) => {
    expect(errors(text)).toEqual([[`sequence_batching.${field}`, message]]);
  });

  it('accepts no slot utilisation at all', () => {
    expect(errors(sequence('direct { minimum_slot_utilization: 0 }'))).toEqual([]);
  });
});

describe('the response cache', () => {
  it.each([
    ['sequence_batching { }', 'sequence batching scheduler'],
    ['model_transaction_policy { decoupled: true }', "'decoupled' transaction policy"],
  ])('refuses %s', (text, what) => {
    expect(errors(batching(`response_cache { enable: true } ${text}`))).toEqual([
      [
        'response_cache',
        `Response Cache does not currently support model m with ${what}. Please disable the response cache.`,
      ],
    ]);
  });
});
