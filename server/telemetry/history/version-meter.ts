import type { ModelStatistics } from '../model-statistics.ts';
import { STAGES, type Stage } from './contract.ts';

const NANOSECONDS = 1e6;

/** A loaded version, as far as it is measured. */
export interface MeteredVersion {
  readonly model: string;
  readonly version: number;
  readonly statistics: ModelStatistics;
  /** Requests in its queue. */
  readonly waiting: number;
}

/** Counters that only grow, by a name each. */
interface Counters {
  requests: number;
  inferences: number;
  executions: number;
  readonly spent: Record<Stage, number>;
  readonly failures: Map<string, number>;
  readonly batches: Map<number, number>;
}

export type { Counters };

export function noCounters(): Counters {
  return {
    requests: 0,
    inferences: 0,
    executions: 0,
    spent: { request: 0, queue: 0, input: 0, compute: 0, output: 0 },
    failures: new Map(),
    batches: new Map(),
  };
}

/** Adds what was counted to a sum. */
export function addCounters(sum: Counters, { requests, inferences, executions, ...rest }: Counters): void {
  sum.requests += requests;
  sum.inferences += inferences;
  sum.executions += executions;
  for (const stage of STAGES) sum.spent[stage] += rest.spent[stage];
  addMap(sum.failures, rest.failures);
  addMap(sum.batches, rest.batches);
}

function addMap<K>(sum: Map<K, number>, counts: ReadonlyMap<K, number>): void {
  for (const [key, count] of counts) sum.set(key, (sum.get(key) ?? 0) + count);
}

/** Tells what a version did since it was asked last. */
export class VersionMeter {
  readonly #statistics: ModelStatistics;
  #before = noCounters();

  constructor(statistics: ModelStatistics) {
    this.#statistics = statistics;
  }

  take(): Counters {
    const now = countersOf(this.#statistics);
    const before = this.#before;
    this.#before = now;
    return {
      requests: now.requests - before.requests,
      inferences: now.inferences - before.inferences,
      executions: now.executions - before.executions,
      spent: {
        request: now.spent.request - before.spent.request,
        queue: now.spent.queue - before.spent.queue,
        input: now.spent.input - before.spent.input,
        compute: now.spent.compute - before.spent.compute,
        output: now.spent.output - before.spent.output,
      },
      failures: grown(before.failures, now.failures),
      batches: grown(before.batches, now.batches),
    };
  }
}

function countersOf(statistics: ModelStatistics): Counters {
  const { success, queue, computeInput, computeInfer, computeOutput, batches, failures } = statistics;
  return {
    requests: success.count,
    inferences: statistics.inferenceCount,
    executions: statistics.executionCount,
    spent: {
      request: success.ns / NANOSECONDS,
      queue: queue.ns / NANOSECONDS,
      input: computeInput.ns / NANOSECONDS,
      compute: computeInfer.ns / NANOSECONDS,
      output: computeOutput.ns / NANOSECONDS,
    },
    failures: new Map(Object.entries(failures)),
    batches: new Map(
      [...batches].map(
        ([
          size,
          {
            computeInfer: { count },
          },
        ]) => [size, count],
      ),
    ),
  };
}

/** Only what has grown. */
function grown<K>(before: ReadonlyMap<K, number>, now: ReadonlyMap<K, number>): Map<K, number> {
  const differences = [...now].map(([key, count]): [K, number] => [key, count - (before.get(key) ?? 0)]);
  return new Map(differences.filter(([, count]) => count > 0));
}
