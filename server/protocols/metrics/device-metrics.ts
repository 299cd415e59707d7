import type { Registry } from '@prometheus-io/client';
import type { CpuReading, GpuReading, GpusReading, Reading } from '../../devices/contract.ts';
import { counter, gauge, type Sample } from './samples.ts';

/** Processor and memory. What is not known is left out. */
export function cpuMetrics(registry: Registry, cpu: CpuReading): void {
  gauge(registry, {
    name: 'nv_cpu_utilization',
    help: 'CPU utilization rate [0.0 - 1.0]',
    samples: known({}, cpu.utilisation),
  });
  gauge(registry, {
    name: 'nv_cpu_memory_total_bytes',
    help: 'CPU total memory (RAM), in bytes',
    samples: [{ labels: {}, value: cpu.memoryTotalBytes }],
  });
  gauge(registry, {
    name: 'nv_cpu_memory_used_bytes',
    help: 'CPU used memory (RAM), in bytes',
    samples: known({}, cpu.memoryUsedBytes),
  });
}

const GAUGES: readonly (readonly [name: string, help: string, (card: GpuReading) => Reading])[] = [
  ['nv_gpu_utilization', 'GPU utilization rate [0.0 - 1.0)', ({ utilisation }) => utilisation],
  ['nv_gpu_memory_total_bytes', 'GPU total memory, in bytes', ({ memoryTotalBytes }) => memoryTotalBytes],
  ['nv_gpu_memory_used_bytes', 'GPU used memory, in bytes', ({ memoryUsedBytes }) => memoryUsedBytes],
  ['nv_gpu_power_usage', 'GPU power usage in watts', ({ powerWatts }) => powerWatts],
  ['nv_gpu_power_limit', 'GPU power management limit in watts', ({ powerLimitWatts }) => powerLimitWatts],
];

/** Graphics cards, where there are any. What a card does not tell is left out. */
export function gpuMetrics(registry: Registry, gpus: GpusReading): void {
  if (gpus.state === 'unknown' || gpus.value.cards.length === 0) return;
  const { cards } = gpus.value;
  for (const [name, help, readingOf] of GAUGES) {
    gauge(registry, { name, help, samples: cards.flatMap((card) => known(labelsOf(card), readingOf(card))) });
  }
  counter(registry, {
    name: 'nv_energy_consumption',
    help: 'GPU energy consumption in joules since the server started',
    samples: cards.flatMap((card) => known(labelsOf(card), card.energyJoules)),
  });
}

function labelsOf({ uuid }: GpuReading): Sample['labels'] {
  return { gpu_uuid: uuid };
}

function known(labels: Sample['labels'], reading: Reading): readonly Sample[] {
  return reading.state === 'known' ? [{ labels, value: reading.value }] : [];
}
