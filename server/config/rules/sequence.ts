import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { EnumOf } from '../schema/enums.ts';
import type { MessageOf, ModelConfig } from '../schema/value.ts';
import { longDelay, preferredSizes } from './batching.ts';
import type { Rule } from './rule.ts';
import { present, repeats } from './rule.ts';

type SequenceBatching = MessageOf<'ModelSequenceBatching'>;
type Control = MessageOf<'ModelSequenceBatching.Control'>;

const CORRELATION_TYPES: readonly string[] = [
  'TYPE_UINT64',
  'TYPE_INT64',
  'TYPE_UINT32',
  'TYPE_INT32',
  'TYPE_STRING',
];
const PAIRS = ['int32_false_true', 'fp32_false_true', 'bool_false_true'] as const;
const ANY_PAIR = "'int32_false_true', 'fp32_false_true' and 'bool_false_true'";
const ONE_PAIR = "either 'int32_false_true', 'fp32_false_true' or 'bool_false_true'";

/** The sequence batcher: its control signals and its strategy. */
export const sequenceRules: Rule = (config) => {
  const batching = config.sequence_batching;
  if (batching === undefined) return [];
  return [
    ...controlNames(batching, config),
    ...controlKinds(batching, config),
    ...strategy(batching, config),
  ];
};

interface PlacedControl {
  readonly control: Control;
  readonly tensor: string;
  readonly field: string;
}

function controlsOf({ control_input }: SequenceBatching): readonly PlacedControl[] {
  return control_input.flatMap(({ name, control: controls }, input) =>
    controls.map((control, index) => ({
      control,
      tensor: name,
      field: `sequence_batching.control_input[${input}].control[${index}]`,
    })),
  );
}

function controlNames(batching: SequenceBatching, { name }: ModelConfig): readonly Finding[] {
  const tensors = batching.control_input.map((input) => input.name);
  const at = (index: number) => `sequence_batching.control_input[${index}].name`;
  return [
    ...tensors.flatMap((tensor, index) =>
      tensor === ''
        ? [errorAt(at(index), `sequence batching control tensor must have a name for ${name}`)]
        : [],
    ),
    ...repeats(tensors).map((index) =>
      errorAt(
        at(index),
        `sequence batching control tensor '${tensors[index]}' is specified for multiple control kinds for ${name}`,
      ),
    ),
  ];
}

function controlKinds(batching: SequenceBatching, config: ModelConfig): readonly Finding[] {
  const controls = controlsOf(batching);
  const repeated = repeats(controls.map(({ control }) => control.kind)).flatMap(
    (index) => controls[index] ?? [],
  );
  return [
    ...repeated.map(({ control, field }) =>
      errorAt(
        `${field}.kind`,
        `sequence batching specifies multiple ${control.kind} tensors for ${config.name}`,
      ),
    ),
    ...controls.flatMap(({ control, field }) =>
      control.kind === 'CONTROL_SEQUENCE_CORRID'
        ? correlation(control, field, config)
        : flag(control, field, config),
    ),
  ];
}

const pairsIn = (control: Control) => PAIRS.filter((pair) => control[pair].length > 0);

/** The correlation id is a value of its own; it has a type and no values for no and yes. */
function correlation(control: Control, field: string, { name }: ModelConfig): readonly Finding[] {
  const kind: EnumOf<'ModelSequenceBatching.Control.Kind'> = 'CONTROL_SEQUENCE_CORRID';
  const allowed = 'Allowed data types are TYPE_UINT64, TYPE_INT64, TYPE_UINT32, TYPE_INT32 and TYPE_STRING';
  return present(
    pairsIn(control).length > 0 &&
      errorAt(field, `sequence batching must not specify ${ONE_PAIR} for ${kind} for ${name}`),
    !CORRELATION_TYPES.includes(control.data_type) &&
      errorAt(`${field}.data_type`, `unexpected data type for control ${kind} for ${name}. ${allowed}`),
  );
}

function flag(control: Control, field: string, { name }: ModelConfig): readonly Finding[] {
  const pairs = pairsIn(control);
  const [pair] = pairs;
  const about = `for ${control.kind} for ${name}`;
  if (pair === undefined) return [errorAt(field, `sequence batching must specify ${ONE_PAIR} ${about}`)];
  if (pairs.length > 1)
    return [errorAt(field, `sequence batching specifies more than one from ${ANY_PAIR} ${about}`)];
  if (control[pair].length === 2) return [];
  return [
    errorAt(`${field}.${pair}`, `sequence batching control '${pair}' must have exactly 2 entries ${about}`),
  ];
}

function strategy({ oldest, direct }: SequenceBatching, config: ModelConfig): readonly Finding[] {
  const sizes = oldest?.preferred_batch_size ?? [];
  const utilization = direct?.minimum_slot_utilization ?? 0;
  return [
    ...preferredSizes(sizes, 'sequence_batching.oldest', 'sequence batching preferred batch size', config),
    ...longDelay(oldest?.max_queue_delay_microseconds ?? 0, 'sequence_batching.oldest'),
    ...present(
      !(utilization >= 0 && utilization <= 1) &&
        errorAt(
          'sequence_batching.direct.minimum_slot_utilization',
          `sequence batching minimum slot utilization must be in range (0.0, 1.0] for ${config.name}`,
        ),
    ),
  ];
}
