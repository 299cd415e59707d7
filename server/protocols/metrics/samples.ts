import { Counter, Gauge, type Registry } from '@prometheus-io/client';

export type Labels = Readonly<Record<string, string>>;

/** One value of a metric. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** A count that only grows, as it stands now. */
export function counter(registry: Registry, { name, help, samples }: Metric): void {
  const metric = new Counter({ name, help, labelNames: labelNames(samples), registers: [registry] });
  for (const { labels, value } of samples) metric.inc(labels, value);
}

/** A value as it is now. */
export function gauge(registry: Registry, { name, help, samples }: Metric): void {
  const metric = new Gauge({ name, help, labelNames: labelNames(samples), registers: [registry] });
  for (const { labels, value } of samples) metric.set(labels, value);
}

/** Every label that one of them has. */
export function labelNames(samples: readonly { readonly labels: Labels }[]): string[] {
  return [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
}
