import type { DevicesReading, GpuReading, Reading } from '../../devices/contract.ts';
import type { GpuPoint, MetricsPoint, MetricsRange, VersionPoint } from './contract.ts';
import { emptyHistogram, quantilesOf } from './latency-window.ts';
import { addCounters, type Counters, type MeteredVersion, noCounters } from './version-meter.ts';

const SECOND_MS = 1000;

interface Sum {
  version: MeteredVersion;
  readonly counters: Counters;
  waiting: number;
}

/** A step of a range while it lasts. */
export class Step {
  readonly #range: MetricsRange;
  readonly #began: number;
  readonly #sums = new Map<string, Sum>();

  /** @param began milliseconds since the epoch */
  constructor(range: MetricsRange, began: number) {
    this.#range = range;
    this.#began = began;
  }

  add(version: MeteredVersion, counted: Counters): void {
    const key = `${version.model}/${version.version}`;
    const sum = this.#sums.get(key) ?? { version, counters: noCounters(), waiting: 0 };
    addCounters(sum.counters, counted);
    sum.waiting = Math.max(sum.waiting, version.waiting);
    // After a swap the same version number has new statistics; those with requests in their window tell the quantiles.
    if (counted.requests > 0 || sum.version.statistics.latencies.requests(this.#range) === undefined) {
      sum.version = version;
    }
    this.#sums.set(key, sum);
  }

  point(at: number, devices: DevicesReading | undefined): MetricsPoint {
    const sums = [...this.#sums.values()];
    const all = emptyHistogram();
    for (const { version } of sums) {
      const requests = version.statistics.latencies.requests(this.#range);
      if (requests !== undefined && requests.count > 0) all.add(requests);
    }
    return {
      at,
      seconds: (at - this.#began) / SECOND_MS,
      versions: sums.map((sum) => this.#pointOf(sum)).filter(saysSomething),
      quantiles: quantilesOf(all),
      ...devicesPoint(devices),
    };
  }

  #pointOf({ version, counters, waiting }: Sum): VersionPoint {
    return {
      model: version.model,
      version: version.version,
      ...counters,
      failures: Object.fromEntries(counters.failures),
      batches: [...counters.batches].sort(([a], [b]) => a - b),
      quantiles: version.statistics.latencies.quantiles(this.#range),
      waiting,
    };
  }
}

function saysSomething({ requests, failures, executions, waiting, quantiles }: VersionPoint): boolean {
  return (
    requests + executions + waiting > 0 ||
    Object.keys(failures).length > 0 ||
    quantiles.request.p50 !== undefined
  );
}

function devicesPoint(
  devices: DevicesReading | undefined,
): Pick<MetricsPoint, 'cpu' | 'memoryUsedBytes' | 'serverMemoryBytes' | 'gpus'> {
  if (devices === undefined) return { cpu: null, memoryUsedBytes: null, serverMemoryBytes: null, gpus: [] };
  const { cpu, gpus } = devices;
  return {
    cpu: orNull(cpu.utilisation),
    memoryUsedBytes: orNull(cpu.memoryUsedBytes),
    serverMemoryBytes: cpu.serverMemoryBytes,
    gpus: gpus.state === 'known' ? gpus.value.cards.map(gpuPoint) : [],
  };
}

function gpuPoint(card: GpuReading): GpuPoint {
  return {
    uuid: card.uuid,
    utilisation: orNull(card.utilisation),
    memoryUsedBytes: orNull(card.memoryUsedBytes),
    powerWatts: orNull(card.powerWatts),
    temperatureCelsius: orNull(card.temperatureCelsius),
  };
}

function orNull(reading: Reading): number | null {
  return reading.state === 'known' ? reading.value : null;
}
