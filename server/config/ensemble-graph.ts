import type { MessageOf, ModelConfig } from './schema/value.ts';

export type EnsembleStep = MessageOf<'ModelEnsembling.Step'>;

/** A tensor of an ensemble: who writes it, and from what. */
export interface EnsembleTensor {
  readonly name: string;
  /** Index of the step that writes it; the ensemble's own inputs have none. */
  readonly writtenBy: number | undefined;
  /** Tensors that the writing step needs. */
  readonly madeFrom: readonly string[];
  /** Indexes of the steps that read it. */
  readonly readBy: readonly number[];
  /** Whether it gets a value once the ensemble's inputs have theirs. */
  readonly isReady: boolean;
}

/** The tensors that the steps of an ensemble pass on, by name. */
export function ensembleTensors(config: ModelConfig): ReadonlyMap<string, EnsembleTensor> {
  const steps = config.ensemble_scheduling?.step ?? [];
  const ready = readyTensors(config, steps);
  const writers = stepsByTensor(steps, ({ output_map }) => output_map);
  const readers = stepsByTensor(steps, ({ input_map }) => input_map);
  const names = new Set([...writers.keys(), ...readers.keys()]);
  return new Map(
    [...names].map((name) => {
      const writtenBy = writers.get(name)?.[0];
      const madeFrom = writtenBy === undefined ? [] : Object.values(steps[writtenBy]?.input_map ?? {});
      return [name, { name, writtenBy, madeFrom, readBy: readers.get(name) ?? [], isReady: ready.has(name) }];
    }),
  );
}

type TensorMap = (step: EnsembleStep) => Readonly<Record<string, string>>;

function stepsByTensor(
  steps: readonly EnsembleStep[],
  mapOf: TensorMap,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, step] of steps.entries()) {
    for (const tensor of Object.values(mapOf(step))) {
      const list = found.get(tensor);
      if (list === undefined) found.set(tensor, [index]);
      else list.push(index);
    }
  }
  return found;
}

/** Runs the steps in thought: a step writes its outputs once all its inputs have values. */
function readyTensors(config: ModelConfig, steps: readonly EnsembleStep[]): ReadonlySet<string> {
  const ready = new Set(config.input.map(({ name }) => name));
  let waiting = steps;
  for (;;) {
    const [runs, waits] = partition(waiting, (step) =>
      Object.values(step.input_map).every((tensor) => ready.has(tensor)),
    );
    if (runs.length === 0) return ready;
    for (const tensor of runs.flatMap((step) => Object.values(step.output_map))) ready.add(tensor);
    waiting = waits;
  }
}

function partition<T>(
  items: readonly T[],
  accept: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [items.filter(accept), items.filter((item) => !accept(item))];
}
