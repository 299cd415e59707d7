import type { Tensor } from '../../tensors/tensor.ts';
import type { ExecutionRequest, InstanceSpec } from '../backend.ts';
import { type BuiltinModel, mustHold } from './builtin-model.ts';
import { numbersOf, numbersTensor } from './numbers.ts';

/**
 * Adds up the requests of each sequence: its INT32 inputs, element by element, each into the output in the same place.
 * A first request begins anew. Sequences are told apart by the CORRID control, or without one by their row in the batch.
 */
export function sequence(spec: InstanceSpec): BuiltinModel {
  return accumulator(spec, () => 0);
}

/** The same, but the last request of a sequence adds its correlation id, too. */
export function dynaSequence(spec: InstanceSpec): BuiltinModel {
  const { isEnd, idOf } = controlsOf(spec);
  return accumulator(spec, (request) => (isEnd(request) ? Number(idOf(request) ?? 0) : 0));
}

function accumulator(spec: InstanceSpec, extra: (request: ExecutionRequest) => number): BuiltinModel {
  const { input, output } = spec.config;
  mustHold(input.length === output.length, spec, 'as many outputs as inputs');
  const isInt32 = [...input, ...output].every(({ data_type }) => data_type === 'TYPE_INT32');
  mustHold(isInt32, spec, 'inputs and outputs of TYPE_INT32');
  mustHold(spec.config.sequence_batching !== undefined, spec, 'sequence_batching');
  const { isStart, isReady, isEnd, idOf } = controlsOf(spec);
  const totals = new Map<string, readonly (readonly number[])[]>();
  const add = (request: ExecutionRequest, row: number): readonly Tensor[] => {
    if (!isReady(request)) return [];
    const key = idOf(request) ?? `row ${row}`;
    const before = isStart(request) ? [] : (totals.get(key) ?? []);
    const sums = input.map(({ name }, place) =>
      numbersOf(request, name).map((number, at) => number + (before[place]?.[at] ?? 0)),
    );
    if (isEnd(request)) totals.delete(key);
    else totals.set(key, sums);
    return sums.map((numbers, place) => {
      const name = output[place]?.name ?? '';
      const shape = request.inputs.find((tensor) => tensor.name === input[place]?.name)?.shape ?? [];
      return numbersTensor(
        name,
        'INT32',
        shape,
        numbers.map((number) => number + extra(request)),
      );
    });
  };
  return (requests) => Promise.resolve(requests.map(add));
}

interface Controls {
  readonly isStart: (request: ExecutionRequest) => boolean;
  readonly isEnd: (request: ExecutionRequest) => boolean;
  readonly isReady: (request: ExecutionRequest) => boolean;
  readonly idOf: (request: ExecutionRequest) => string | undefined;
}

/** Reads the control tensors that the configuration asks for. */
function controlsOf({ config }: InstanceSpec): Controls {
  const controls = config.sequence_batching?.control_input ?? [];
  const named = (kind: string) => controls.find(({ control }) => control.some((one) => one.kind === kind));
  const flag = (kind: string, otherwise: boolean) => {
    const found = named(kind);
    const pair = found?.control[0];
    const yes = pair?.int32_false_true[1] ?? pair?.fp32_false_true[1] ?? 1;
    return (request: ExecutionRequest) =>
      found === undefined ? otherwise : numbersOf(request, found.name)[0] === yes;
  };
  const id = named('CONTROL_SEQUENCE_CORRID');
  return {
    isStart: flag('CONTROL_SEQUENCE_START', false),
    isEnd: flag('CONTROL_SEQUENCE_END', false),
    isReady: flag('CONTROL_SEQUENCE_READY', true),
    idOf: (request) => (id === undefined ? undefined : String(numbersOf(request, id.name)[0])),
  };
}
