import { type ComparisonRun, runComparison } from '../../../server/comparison/run.ts';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { infer } from '../../queries/infer.ts';
import type { PageSample } from './samples.ts';

export interface ComparisonSpec {
  readonly detail: ModelDetail;
  readonly a: number;
  readonly b: number;
  readonly samples: readonly PageSample[];
  readonly seed: number;
}

const WARM_UP = 10;

/** Compares two versions over HTTP, timed from sending to having the answer. Rejects when `signal` aborts. */
export function runInPage(
  { detail, a, b, samples, seed }: ComparisonSpec,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ComparisonRun> {
  const model = detail.summary.name;
  const outputs = detail.outputs.map(({ name }) => name);
  return runComparison(
    {
      samples,
      seed,
      rounds: 1,
      warmUp: WARM_UP,
      labels: new Map(detail.outputs.map(({ name, labels }) => [name, labels])),
      ask: async (side, inputs) => {
        const answer = await infer({ model, version: side === 'A' ? a : b, inputs, outputs }, signal);
        return { outputs: answer.outputs, milliseconds: answer.timing.total };
      },
    },
    signal,
    onProgress,
  );
}
