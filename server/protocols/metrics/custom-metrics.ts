import type { Registry } from '@prometheus-io/client';
import type { CustomMetric } from '../../backends/backend.ts';
import { histogram, type HistogramSample } from './histogram.ts';
import { counter, gauge, type Sample } from './samples.ts';

/** What the code of models counts. Instances of one model, and models, add to the same metric, but a gauge is the last. */
export function customMetrics(registry: Registry, metrics: readonly CustomMetric[]): void {
  const families = new Map<string, CustomMetric[]>();
  for (const metric of metrics) families.set(metric.family, [...(families.get(metric.family) ?? []), metric]);
  for (const [name, [first, ...others]] of families) {
    if (first === undefined) continue;
    const same = [first, ...others.filter(({ kind }) => kind === first.kind)];
    const { help, kind } = first;
    if (kind === 'histogram') histogram(registry, { name, help, samples: joined(same) });
    else if (kind === 'counter') counter(registry, { name, help, samples: summed(same.map(sampleOf)) });
    else gauge(registry, { name, help, samples: same.map(sampleOf) });
  }
}

/** Series with the same labels are one, if they have the same buckets. */
function joined(metrics: readonly CustomMetric[]): readonly HistogramSample[] {
  const series = new Map<string, HistogramSample>();
  for (const { labels, bounds, counts, value } of metrics) {
    const key = keyOf(labels);
    const known = series.get(key);
    if (known === undefined) series.set(key, { labels, bounds, counts, sum: value });
    else if (String(known.bounds) === String(bounds)) series.set(key, added(known, counts, value));
  }
  return [...series.values()];
}

function added(known: HistogramSample, counts: readonly number[], sum: number): HistogramSample {
  return {
    ...known,
    counts: known.counts.map((count, at) => count + (counts[at] ?? 0)),
    sum: known.sum + sum,
  };
}

function sampleOf({ labels, value }: CustomMetric): Sample {
  return { labels, value };
}

function summed(samples: readonly Sample[]): readonly Sample[] {
  const sums = new Map<string, Sample>();
  for (const { labels, value } of samples) {
    const key = keyOf(labels);
    sums.set(key, { labels, value: value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
}

function keyOf(labels: CustomMetric['labels']): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
