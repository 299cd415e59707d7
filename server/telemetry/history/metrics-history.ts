import { EventEmitter } from 'node:events';
import type { DevicesReading } from '../../devices/contract.ts';
import {
  type MetricsPoint,
  type MetricsRange,
  type MetricsSeries,
  RANGES,
  STEP_SECONDS,
  STEPS,
} from './contract.ts';
import { Step } from './step.ts';
import { type MeteredVersion, VersionMeter } from './version-meter.ts';

const SECOND_MS = 1000;

/** What is measured. */
export interface MetricsSources {
  /** Every version that is in memory, of one model or of all. */
  readonly versions: (model?: string) => readonly MeteredVersion[];
  readonly devices: () => DevicesReading | undefined;
  readonly now?: () => number;
}

interface Tracked {
  readonly version: MeteredVersion;
  readonly meter: VersionMeter;
}

interface Ring {
  readonly range: MetricsRange;
  readonly points: MetricsPoint[];
  step: Step;
}

/**
 * The last day in five rings: the longer ago, the coarser. What a version does is counted by the statistics of the
 * protocol; each second the history takes over by how much they have grown, so both tell the same numbers.
 */
export class MetricsHistory {
  /** Emits `point` at the end of each step of each range. */
  readonly events = new EventEmitter<{ point: [range: MetricsRange, point: MetricsPoint] }>();
  readonly #sources: MetricsSources;
  readonly #now: () => number;
  readonly #tracked = new Map<MeteredVersion['statistics'], Tracked>();
  readonly #rings: readonly Ring[];
  #tick = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
    this.#now = sources.now ?? Date.now;
    this.#rings = RANGES.map((range) => ({ range, points: [], step: new Step(range, this.#now()) }));
  }

  /** Measures every second from now on. */
  begin(): void {
    this.#timer ??= setInterval(() => this.tick(), SECOND_MS);
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  series(range: MetricsRange): MetricsSeries {
    return { range, points: this.#rings.find((ring) => ring.range === range)?.points ?? [] };
  }

  /**
   * Takes note of versions that came, so that those that are gone before the next second are counted too.
   * @param model the one that changed; left out: all
   */
  track(model?: string): void {
    for (const version of this.#sources.versions(model)) {
      const known = this.#tracked.get(version.statistics);
      const meter = known?.meter ?? new VersionMeter(version.statistics);
      this.#tracked.set(version.statistics, { version, meter });
    }
  }

  /** One second has passed. */
  tick(): void {
    this.#tick += 1;
    this.track();
    const present = new Set(this.#sources.versions().map(({ statistics }) => statistics));
    for (const [statistics, { version, meter }] of this.#tracked) {
      const counted = meter.take();
      for (const { step } of this.#rings) step.add(version, counted);
      statistics.latencies.turn(this.#tick);
      if (!present.has(statistics)) this.#tracked.delete(statistics);
    }
    for (const ring of this.#rings) if (this.#tick % STEP_SECONDS[ring.range] === 0) this.#endStep(ring);
  }

  #endStep(ring: Ring): void {
    const at = this.#now();
    const point = ring.step.point(at, this.#sources.devices());
    ring.points.push(point);
    if (ring.points.length > STEPS) ring.points.shift();
    for (const { version } of this.#tracked.values()) version.statistics.latencies.beginStep(ring.range);
    ring.step = new Step(ring.range, at);
    this.events.emit('point', ring.range, point);
  }
}
