import { invalidArgument } from '../../errors.ts';
import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Duration } from '../../telemetry/duration.ts';
import type { ResponseStatistics } from '../../telemetry/response-statistics.ts';

/** What a version has done since it was loaded, in the fields of the statistics extension. */
export interface VersionStatistics {
  readonly name: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly last_inference: number;
  readonly inference_count: number;
  readonly execution_count: number;
  readonly inference_stats: Readonly<Record<InferenceStage, Duration>>;
  /** By the place of a response in the answer to a decoupled request. */
  readonly response_stats: Readonly<Record<string, ResponseRow>>;
  readonly batch_stats: readonly BatchRow[];
  readonly memory_usage: readonly never[];
}

type InferenceStage =
  | 'success'
  | 'fail'
  | 'queue'
  | 'compute_input'
  | 'compute_infer'
  | 'compute_output'
  | 'cache_hit'
  | 'cache_miss';

type ResponseRow = Readonly<
  Record<'compute_infer' | 'compute_output' | 'success' | 'fail' | 'empty_response' | 'cancel', Duration>
>;

interface BatchRow {
  readonly batch_size: number;
  readonly compute_input: Duration;
  readonly compute_infer: Duration;
  readonly compute_output: Duration;
}

/**
 * Statistics of the versions that are ready.
 * @param name left out: of all models
 * @throws InferdeckError when there is nothing of that name
 */
export function statisticsOf(models: ServedModels, name = '', version?: number): VersionStatistics[] {
  if (name === '') return models.allServed.flatMap((model) => model.ready.map(rowOf));
  const ready = models.served(name)?.ready ?? [];
  if (ready.length === 0) throw invalidArgument(`requested model '${name}' is not available`);
  if (version === undefined) return ready.map(rowOf);
  const loaded = ready.find((candidate) => candidate.version === version);
  if (loaded !== undefined) return [rowOf(loaded)];
  throw invalidArgument(`requested model version is not available for model '${name}'`);
}

function rowOf({ spec, version, statistics }: LoadedVersion): VersionStatistics {
  const batches = [...statistics.batches].sort(([a], [b]) => a - b);
  return {
    name: spec.modelName,
    version: String(version),
    last_inference: statistics.lastInference,
    inference_count: statistics.inferenceCount,
    execution_count: statistics.executionCount,
    inference_stats: {
      success: statistics.success,
      fail: statistics.fail,
      queue: statistics.queue,
      compute_input: statistics.computeInput,
      compute_infer: statistics.computeInfer,
      compute_output: statistics.computeOutput,
      cache_hit: statistics.cacheHit,
      cache_miss: statistics.cacheMiss,
    },
    response_stats: Object.fromEntries(statistics.responses.rows.map(responseRow).entries()),
    batch_stats: batches.map(([size, { computeInput, computeInfer, computeOutput }]) => ({
      batch_size: size,
      compute_input: computeInput,
      compute_infer: computeInfer,
      compute_output: computeOutput,
    })),
    memory_usage: [],
  };
}

function responseRow(row: ResponseStatistics): ResponseRow {
  const { computeInfer, computeOutput, success, fail, emptyResponse, cancel } = row;
  return {
    compute_infer: computeInfer,
    compute_output: computeOutput,
    success,
    fail,
    empty_response: emptyResponse,
    cancel,
  };
}
