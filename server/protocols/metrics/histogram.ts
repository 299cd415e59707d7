import { Histogram, type Registry } from '@prometheus-io/client';
import { type Labels, labelNames } from './samples.ts';

/** One series of a histogram whose values are kept elsewhere. */
export interface HistogramSample {
  readonly labels: Labels;
  /** Upper ends of the buckets, ascending; the last bucket has none. */
  readonly bounds: readonly number[];
  /** By bucket, each value in one bucket only; one more than there are bounds. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** A histogram as it stands now; its series may have buckets of their own. */
export function histogram(
  registry: Registry,
  { name, help, samples }: { name: string; help: string; samples: readonly HistogramSample[] },
): void {
  registry.registerMetric(new KeptHistogram(name, help, samples));
}

/** The library's own would observe each value a second time. */
class KeptHistogram extends Histogram<string> {
  readonly #name: string;
  readonly #help: string;
  readonly #samples: readonly HistogramSample[];

  constructor(name: string, help: string, samples: readonly HistogramSample[]) {
    super({ name, help, labelNames: labelNames(samples), registers: [] });
    this.#name = name;
    this.#help = help;
    this.#samples = samples;
  }

  /** What the registry writes; the library does not declare that it asks a histogram for it. */
  getForPromString() {
    const values = this.#samples.flatMap((sample) => this.#valuesOf(sample));
    return { name: this.#name, help: this.#help, type: 'histogram', values };
  }

  #valuesOf({ labels, bounds, counts, sum }: HistogramSample) {
    const sizes = counts.map((_, at) => total(counts.slice(0, at + 1)));
    return [
      ...[...bounds.map(String), '+Inf'].map((le, at) => ({
        metricName: `${this.#name}_bucket`,
        labels: { ...labels, le },
        value: sizes[at] ?? 0,
      })),
      { metricName: `${this.#name}_sum`, labels, value: sum },
      { metricName: `${this.#name}_count`, labels, value: total(counts) },
    ];
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
