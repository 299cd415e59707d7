import type { MessageOf, ModelConfig } from '../config/schema/value.ts';
import { packBytes } from '../tensors/bytes-elements.ts';
import { type Datatype, datatypeFromConfig } from '../tensors/datatype.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { allocateTyped, bytesOf } from '../tensors/typed-array.ts';

type Control = MessageOf<'ModelSequenceBatching.Control'>;

/** What a caller calls its sequence. */
export type SequenceId = bigint | string;

/** What a model is told about the place of a request in its sequence. */
export interface SequenceSignals {
  readonly id: SequenceId;
  readonly start: boolean;
  readonly end: boolean;
  /** False for a row that only fills a place in the batch. */
  readonly ready: boolean;
}

/** Makes the control tensors of one request. */
export type ControlTensors = (signals: SequenceSignals) => readonly Tensor[];

/** The control tensors that a configuration asks for; they are of shape [1], or [1,1] where the model batches. */
export function controlTensors(config: ModelConfig): ControlTensors {
  const shape = config.max_batch_size > 0 ? [1, 1] : [1];
  const makers = (config.sequence_batching?.control_input ?? []).flatMap(({ name, control }) =>
    control
      .slice(0, 1)
      .map((only) => (signals: SequenceSignals) => ({ name, shape, ...valueOf(only, signals) })),
  );
  return (signals) => makers.map((make) => make(signals));
}

function valueOf(control: Control, signals: SequenceSignals): Pick<Tensor, 'datatype' | 'data'> {
  if (control.kind === 'CONTROL_SEQUENCE_CORRID') return correlationId(control, signals.id);
  const holds = {
    CONTROL_SEQUENCE_START: signals.start,
    CONTROL_SEQUENCE_END: signals.end,
    CONTROL_SEQUENCE_READY: signals.ready,
  }[control.kind];
  return flag(control, holds);
}

function flag(control: Control, holds: boolean): Pick<Tensor, 'datatype' | 'data'> {
  const pairs = [
    ['INT32', control.int32_false_true],
    ['FP32', control.fp32_false_true],
    ['BOOL', control.bool_false_true.map(Number)],
  ] as const;
  const [datatype, pair] = pairs.find(([, values]) => values.length === 2) ?? pairs[0];
  const array = allocateTyped(datatype, 1);
  array[0] = pair[holds ? 1 : 0] ?? 0;
  return { datatype, data: bytesOf(array) };
}

/** 32-bit types keep the low bits; a text id has the number 0. */
function correlationId(control: Control, id: SequenceId): Pick<Tensor, 'datatype' | 'data'> {
  const datatype: Datatype = datatypeFromConfig(control.data_type) ?? 'UINT64';
  if (datatype === 'BYTES') {
    return { datatype, data: packBytes([new TextEncoder().encode(String(id))]) };
  }
  const number = typeof id === 'bigint' ? id : 0n;
  const array = allocateTyped(datatype, 1);
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) array[0] = number;
  else array[0] = Number(BigInt.asUintN(32, number));
  return { datatype, data: bytesOf(array) };
}
