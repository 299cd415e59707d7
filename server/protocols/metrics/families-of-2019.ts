import type { GpuReading, Reading } from '../../devices/contract.ts';
import type { LoadRatios } from '../../telemetry/load-ratios.ts';
import type { ModelStatistics } from '../../telemetry/model-statistics.ts';

/** A metric of 2019: its value, or undefined where nothing has happened yet, or nothing is known. */
interface Family<T, V = number> {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly valueOf: (source: T) => V | undefined;
}

type Count = (statistics: ModelStatistics) => number;

const microseconds = (ns: number): number => Math.floor(ns / 1000);

function counted(name: string, help: string, count: Count): Family<ModelStatistics> {
  return { name, help, type: 'counter', valueOf: (statistics) => count(statistics) || undefined };
}

/** Told from the first answered request on, be it 0. */
function timed(name: string, help: string, ns: Count): Family<ModelStatistics> {
  const valueOf = (statistics: ModelStatistics) =>
    statistics.success.count > 0 ? microseconds(ns(statistics)) : undefined;
  return { name, help, type: 'counter', valueOf };
}

/** Of each model version, in the order of the page. "Cummulative" is how it was spelled. */
export const MODEL_FAMILIES: readonly Family<ModelStatistics>[] = [
  counted(
    'nv_inference_request_success',
    'Number of successful inference requests, all batch sizes',
    ({ success }) => success.count,
  ),
  counted(
    'nv_inference_request_failure',
    'Number of failed inference requests, all batch sizes',
    ({ fail }) => fail.count,
  ),
  counted('nv_inference_count', 'Number of inferences performed', ({ inferenceCount }) => inferenceCount),
  counted(
    'nv_inference_exec_count',
    'Number of model executions performed',
    ({ executionCount }) => executionCount,
  ),
  timed(
    'nv_inference_request_duration_us',
    'Cummulative inference request duration in microseconds',
    ({ success }) => success.ns,
  ),
  timed(
    'nv_inference_compute_duration_us',
    'Cummulative inference compute duration in microseconds',
    ({ computeInput, computeInfer, computeOutput }) => computeInput.ns + computeInfer.ns + computeOutput.ns,
  ),
  timed(
    'nv_inference_queue_duration_us',
    'Cummulative inference queuing duration in microseconds',
    ({ queue }) => queue.ns,
  ),
];

/** The one histogram; it has no help text. */
export const LOAD_RATIO_NAME = 'nv_inference_load_ratio';
export const loadRatiosOf = ({ success, loadRatios }: ModelStatistics): LoadRatios | undefined =>
  success.count > 0 ? loadRatios : undefined;

const known = (reading: Reading) => (reading.state === 'known' ? reading.value : undefined);

function measured(name: string, help: string, reading: (card: GpuReading) => Reading): Family<GpuReading> {
  return { name, help, type: 'gauge', valueOf: (card) => known(reading(card)) };
}

/** Of each graphics card. */
export const CARD_FAMILIES: readonly Family<GpuReading>[] = [
  measured('nv_gpu_utilization', 'GPU utilization rate [0.0 - 1.0)', ({ utilisation }) => utilisation),
  measured(
    'nv_gpu_memory_total_bytes',
    'GPU total memory, in bytes',
    ({ memoryTotalBytes }) => memoryTotalBytes,
  ),
  measured('nv_gpu_memory_used_bytes', 'GPU used memory, in bytes', ({ memoryUsedBytes }) => memoryUsedBytes),
  measured('nv_gpu_power_usage', 'GPU power usage in watts', ({ powerWatts }) => powerWatts),
  measured(
    'nv_gpu_power_limit',
    'GPU power management limit in watts',
    ({ powerLimitWatts }) => powerLimitWatts,
  ),
  {
    name: 'nv_energy_consumption',
    help: 'GPU energy consumption in joules since the trtserver started',
    type: 'counter',
    valueOf: ({ energyJoules }) => known(energyJoules),
  },
];
