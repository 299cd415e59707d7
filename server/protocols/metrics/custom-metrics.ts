import type { Registry } from '@prometheus-io/client';
import type { CustomMetric } from '../../backends/backend.ts';
import { counter, gauge, type Sample } from './samples.ts';

/** What the code of models counts. Instances of one model, and models, add to the same metric, but a gauge is the last. */
export function customMetrics(registry: Registry, metrics: readonly CustomMetric[]): void {
  const families = new Map<string, CustomMetric[]>();
  for (const metric of metrics) families.set(metric.family, [...(families.get(metric.family) ?? []), metric]);
  for (const [name, [first, ...others]] of families) {
    if (first === undefined) continue;
    const same = [first, ...others.filter(({ kind }) => kind === first.kind)];
    const { help, kind } = first;
    if (kind === 'histogram') histogram(registry, name, help, same);
    else if (kind === 'counter') counter(registry, { name, help, samples: summed(same.map(sampleOf)) });
    else gauge(registry, { name, help, samples: same.map(sampleOf) });
  }
}

function histogram(registry: Registry, name: string, help: string, metrics: readonly CustomMetric[]): void {
  const buckets = metrics.flatMap(({ labels, bounds, counts }) =>
    [...bounds.map(String), '+Inf'].map((le, index) => ({
      labels: { ...labels, le },
      value: total(counts.slice(0, index + 1)),
    })),
  );
  const counted = metrics.map(({ labels, counts }) => ({ labels, value: total(counts) }));
  counter(registry, { name: `${name}_bucket`, help, samples: summed(buckets) });
  counter(registry, { name: `${name}_sum`, help, samples: summed(metrics.map(sampleOf)) });
  counter(registry, { name: `${name}_count`, help, samples: summed(counted) });
}

function sampleOf({ labels, value }: CustomMetric): Sample {
  return { labels, value };
}

function summed(samples: readonly Sample[]): readonly Sample[] {
  const sums = new Map<string, Sample>();
  for (const { labels, value } of samples) {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    sums.set(key, { labels, value: value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
