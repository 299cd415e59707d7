import { type Registry, Summary } from '@prometheus-io/client';
import type { Stage } from '../../telemetry/history/contract.ts';
import type { Duration } from '../../telemetry/duration.ts';
import type { ModelStatistics } from '../../telemetry/model-statistics.ts';
import type { LabelledVersion } from './inference-metrics.ts';
import { labelNames } from './samples.ts';

interface LatencySummary {
  readonly name: string;
  readonly help: string;
  readonly stage: Stage;
  readonly total: (statistics: ModelStatistics) => Duration;
}

const SUMMARIES: readonly LatencySummary[] = [
  {
    name: 'nv_inference_request_summary_us',
    help: 'Summary of inference request duration in microseconds (includes cached requests)',
    stage: 'request',
    total: ({ success }) => success,
  },
  {
    name: 'nv_inference_queue_summary_us',
    help: 'Summary of inference queuing duration in microseconds (includes cached requests)',
    stage: 'queue',
    total: ({ queue }) => queue,
  },
  {
    name: 'nv_inference_compute_input_summary_us',
    help: 'Summary of compute input duration in microseconds (does not include cached requests)',
    stage: 'input',
    total: ({ computeInput }) => computeInput,
  },
  {
    name: 'nv_inference_compute_infer_summary_us',
    help: 'Summary of compute inference duration in microseconds (does not include cached requests)',
    stage: 'compute',
    total: ({ computeInfer }) => computeInfer,
  },
  {
    name: 'nv_inference_compute_output_summary_us',
    help: 'Summary of inference compute output duration in microseconds (does not include cached requests)',
    stage: 'output',
    total: ({ computeOutput }) => computeOutput,
  },
];

/** Quantiles of the last half minute, with count and sum since the load. @param quantiles each from 0 to 1 */
export function latencySummaries(
  registry: Registry,
  versions: readonly LabelledVersion[],
  quantiles: readonly number[],
): void {
  for (const summary of SUMMARIES) registry.registerMetric(new KeptSummary(summary, versions, quantiles));
}

/** A summary of values that are kept elsewhere; the library's own would observe each of them a second time. */
class KeptSummary extends Summary<string> {
  readonly #summary: LatencySummary;
  readonly #versions: readonly LabelledVersion[];
  readonly #quantiles: readonly number[];

  constructor(summary: LatencySummary, versions: readonly LabelledVersion[], quantiles: readonly number[]) {
    super({ name: summary.name, help: summary.help, labelNames: labelNames(versions), registers: [] });
    this.#summary = summary;
    this.#versions = versions;
    this.#quantiles = quantiles;
  }

  override async get(): ReturnType<Summary<string>['get']> {
    const base = await super.get();
    return { ...base, values: this.#versions.flatMap((version) => this.#valuesOf(version)) };
  }

  #valuesOf({ version: { statistics }, labels }: LabelledVersion) {
    const { name, stage, total } = this.#summary;
    const window = statistics.latencies.window(stage);
    const { count, ns } = total(statistics);
    return [
      ...this.#quantiles.map((quantile) => ({
        metricName: name,
        labels: { quantile, ...labels },
        // Nothing happened in the window: the format's word for no value.
        value:
          window === undefined || window.count === 0 ? Number.NaN : window.percentile(quantile * 100) / 1000,
      })),
      { metricName: `${name}_sum`, labels, value: Math.floor(ns / 1000) },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}
