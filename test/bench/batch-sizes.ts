import type { BenchModel } from './models.ts';
import type { ServedProcess } from './served.ts';
import { type BenchRow, row } from './table.ts';

/** How many batches of each size a model has run. */
export type BatchCounts = ReadonlyMap<number, number>;

interface StatisticsAnswer {
  readonly model_stats: readonly {
    readonly batch_stats: readonly {
      readonly batch_size: number;
      readonly compute_infer: { readonly count: number };
    }[];
  }[];
}

/** As the server's own statistics tell it. */
export async function batchCounts(server: ServedProcess, model: BenchModel): Promise<BatchCounts> {
  const answer: StatisticsAnswer = JSON.parse(
    String(await server.call('GET', `/v2/models/${model.name}/stats`)),
  );
  const batches = answer.model_stats.flatMap(({ batch_stats: stats }) => stats);
  return new Map(batches.map(({ batch_size: size, compute_infer: { count } }) => [size, count]));
}

/** The sizes of the batches that were run in between. */
export function batchSizeRows(name: string, before: BatchCounts, after: BatchCounts): BenchRow[] {
  const run = [...after].map(([size, count]) => ({ size, count: count - (before.get(size) ?? 0) }));
  const batches = run.reduce((sum, { count }) => sum + count, 0);
  const rows = run.reduce((sum, { size, count }) => sum + size * count, 0);
  const largest = Math.max(...run.filter(({ count }) => count > 0).map(({ size }) => size));
  return [row(`${name}, mean batch`, 'rows', rows / batches), row(`${name}, largest batch`, 'rows', largest)];
}
