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
  const names = new Set(
    steps.flatMap((step) => [...Object.values(step.input_map), ...Object.values(step.output_map)]),
  );
  return new Map([...names].map((name) => [name, describe(name, steps, ready)]));
}

function describe(name: string, steps: readonly EnsembleStep[], ready: ReadonlySet<string>): EnsembleTensor {
  const writer = steps.findIndex((step) => Object.values(step.output_map).includes(name));
  return {
    name,
    writtenBy: writer === -1 ? undefined : writer,
    madeFrom: Object.values(steps[writer]?.input_map ?? {}),
    readBy: steps.flatMap((step, index) => (Object.values(step.input_map).includes(name) ? [index] : [])),
    isReady: ready.has(name),
  };
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
