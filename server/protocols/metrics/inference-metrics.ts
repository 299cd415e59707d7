import type { Registry } from '@prometheus-io/client';
import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import { FIRST_RESPONSE_FAMILY } from '../../telemetry/first-responses.ts';
import { FAILURE_REASONS, type ModelStatistics } from '../../telemetry/model-statistics.ts';
import { histogram } from './histogram.ts';
import { counter, gauge, type Labels } from './samples.ts';

/** A version with the labels that tell it from others. */
export interface LabelledVersion {
  readonly version: LoadedVersion;
  readonly labels: Labels;
}

type Count = (statistics: ModelStatistics) => number;

const COUNTS: readonly (readonly [name: string, help: string, Count])[] = [
  [
    'nv_inference_request_success',
    'Number of successful inference requests, all batch sizes',
    ({ success }) => success.count,
  ],
  [
    'nv_inference_count',
    'Number of inferences performed (does not include cached requests)',
    ({ inferenceCount }) => inferenceCount,
  ],
  [
    'nv_inference_exec_count',
    'Number of model executions performed (does not include cached requests)',
    ({ executionCount }) => executionCount,
  ],
];

const microseconds = (ns: number): number => Math.floor(ns / 1000);

const LATENCIES: readonly (readonly [name: string, help: string, Count])[] = [
  [
    'nv_inference_request_duration_us',
    'Cumulative inference request duration in microseconds (includes cached requests)',
    ({ success }) => microseconds(success.ns),
  ],
  [
    'nv_inference_queue_duration_us',
    'Cumulative inference queuing duration in microseconds (includes cached requests)',
    ({ queue }) => microseconds(queue.ns),
  ],
  [
    'nv_inference_compute_input_duration_us',
    'Cumulative compute input duration in microseconds (does not include cached requests)',
    ({ computeInput }) => microseconds(computeInput.ns),
  ],
  [
    'nv_inference_compute_infer_duration_us',
    'Cumulative compute inference duration in microseconds (does not include cached requests)',
    ({ computeInfer }) => microseconds(computeInfer.ns),
  ],
  [
    'nv_inference_compute_output_duration_us',
    'Cumulative inference compute output duration in microseconds (does not include cached requests)',
    ({ computeOutput }) => microseconds(computeOutput.ns),
  ],
];

const CACHE: readonly (readonly [name: string, help: string, Count])[] = [
  ['nv_cache_num_hits_per_model', 'Number of cache hits per model', ({ cacheHit }) => cacheHit.count],
  ['nv_cache_num_misses_per_model', 'Number of cache misses per model', ({ cacheMiss }) => cacheMiss.count],
  [
    'nv_cache_hit_duration_per_model',
    'Total cache hit duration per model, in microseconds',
    ({ cacheHit }) => microseconds(cacheHit.ns),
  ],
  [
    'nv_cache_miss_duration_per_model',
    'Total cache miss duration per model, in microseconds',
    ({ cacheMiss }) => microseconds(cacheMiss.ns),
  ],
];

/** What each version has done since it was loaded. @param latencies whether times are told too */
export function inferenceMetrics(
  registry: Registry,
  versions: readonly LabelledVersion[],
  latencies: boolean,
): void {
  count(registry, versions, [...COUNTS, ...(latencies ? LATENCIES : [])]);
  failures(registry, versions);
  gauge(registry, {
    name: 'nv_inference_pending_request_count',
    help: 'Instantaneous number of pending requests awaiting execution per-model.',
    samples: versions.map(({ version, labels }) => ({ labels, value: version.waiting })),
  });
  gauge(registry, {
    name: 'nv_model_load_duration_secs',
    help: 'Model load time in seconds',
    samples: versions.map(({ version, labels }) => ({ labels, value: version.loadedInMs / 1000 })),
  });
}

/** What the models that use the response cache had of it. */
export function cachedModels(registry: Registry, versions: readonly LabelledVersion[]): void {
  const cached = versions.filter(({ version }) => version.config.response_cache?.enable === true);
  if (cached.length > 0) count(registry, cached, CACHE);
}

/** How long callers of decoupled models waited for their first response. */
export function firstResponses(registry: Registry, versions: readonly LabelledVersion[]): void {
  const decoupled = versions.filter(({ version }) => version.decoupled);
  if (decoupled.length === 0) return;
  const samples = decoupled.map(({ version: { statistics }, labels }) => {
    const { bounds, counts, sumMs } = statistics.firstResponses;
    return { labels, bounds, counts, sum: sumMs };
  });
  const help = 'Duration from request to first response in milliseconds';
  histogram(registry, { name: FIRST_RESPONSE_FAMILY, help, samples });
}

function count(registry: Registry, versions: readonly LabelledVersion[], metrics: typeof COUNTS): void {
  for (const [name, help, valueOf] of metrics) {
    const samples = versions.map(({ version, labels }) => ({ labels, value: valueOf(version.statistics) }));
    counter(registry, { name, help, samples });
  }
}

function failures(registry: Registry, versions: readonly LabelledVersion[]): void {
  counter(registry, {
    name: 'nv_inference_request_failure',
    help: 'Number of failed inference requests, all batch sizes',
    samples: versions.flatMap(({ version, labels }) =>
      FAILURE_REASONS.map((reason) => ({
        labels: { ...labels, reason },
        value: version.statistics.failures[reason],
      })),
    ),
  });
}
