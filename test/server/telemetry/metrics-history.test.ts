import { describe, expect, it } from 'vitest';
import type { MetricsPoint, MetricsRange } from '../../../server/telemetry/history/contract.ts';
import { MetricsHistory } from '../../../server/telemetry/history/metrics-history.ts';
import type { MeteredVersion } from '../../../server/telemetry/history/version-meter.ts';
import { ModelStatistics } from '../../../server/telemetry/model-statistics.ts';

const MS = 1e6;

/** A history whose seconds the test counts out, of versions that the test holds. */
class HeldHistory {
  readonly statistics = new ModelStatistics();
  versions: MeteredVersion[] = [this.measured(this.statistics)];
  #now = 0;
  readonly history = new MetricsHistory({
    versions: () => this.versions,
    devices: () => undefined,
    now: () => this.#now,
  });

  measured(statistics: ModelStatistics, waiting = 0): MeteredVersion {
    return { model: 'm', version: 1, statistics, waiting };
  }

  /** Requests that took so long each, one row a request, one batch for all. */
  answer(count: number, milliseconds = 10): void {
    const times = { queue: 2 * MS, computeInput: MS, computeInfer: 5 * MS, computeOutput: MS };
    for (let done = 0; done < count; done += 1) {
      this.statistics.recordSuccess(1, times, milliseconds * MS);
    }
    this.statistics.recordBatch({ size: count, times: { input: MS, infer: 5 * MS, output: MS } });
  }

  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.#now += 1000;
      this.history.tick();
    }
  }

  points(range: MetricsRange): readonly MetricsPoint[] {
    return this.history.series(range).points;
  }

  last(range: MetricsRange = '5 min'): MetricsPoint | undefined {
    return this.points(range).at(-1);
  }
}

describe('a step', () => {
  it('counts what was done in it, and only that', () => {
    const held = new HeldHistory();
    held.answer(3);
    held.pass(1);
    expect(held.last()).toMatchObject({
      at: 1000,
      seconds: 1,
      versions: [
        {
          model: 'm',
          version: 1,
          requests: 3,
          inferences: 3,
          executions: 1,
          batches: [[3, 1]],
          spent: { request: 30, queue: 6, input: 3, compute: 15, output: 3 },
        },
      ],
    });
    held.pass(1);
    expect(held.last()?.versions).toEqual([]);
  });

  it('counts failures by reason', () => {
    const held = new HeldHistory();
    held.statistics.recordFailure(MS, 'unavailable');
    held.statistics.recordFailure(MS, 'unavailable');
    held.statistics.recordFailure(MS, 'invalid-argument');
    held.pass(1);
    expect(held.last()?.versions[0]?.failures).toEqual({ REJECTED: 2, OTHER: 1 });
  });

  it('remembers the longest queue', () => {
    const held = new HeldHistory();
    for (const waiting of [1, 7, 2]) {
      held.versions = [held.measured(held.statistics, waiting)];
      held.pass(1);
    }
    expect(held.last('15 min')?.versions[0]?.waiting).toBe(7);
  });

  it('counts a version that is gone before the second is over, and the one that follows it', () => {
    const held = new HeldHistory();
    held.history.track();
    held.answer(2);
    const next = new ModelStatistics();
    held.versions = [held.measured(next)];
    next.recordFailure(MS, 'internal');
    held.pass(1);
    expect(held.last()?.versions).toMatchObject([{ requests: 2, failures: { BACKEND: 1 } }]);
  });
});

describe('the ranges', () => {
  it('have 300 steps each, and the same sums', () => {
    const held = new HeldHistory();
    for (let second = 0; second < 864; second += 1) {
      held.answer(1);
      held.pass(1);
    }
    const requests = (range: MetricsRange) =>
      held.points(range).map(({ versions }) => versions[0]?.requests ?? 0);
    expect(requests('5 min')).toHaveLength(300);
    expect(requests('15 min')).toEqual(Array(288).fill(3));
    expect(requests('1 h')).toEqual(Array(72).fill(12));
    expect(requests('6 h')).toEqual(Array(12).fill(72));
    expect(requests('24 h')).toEqual(Array(3).fill(288));
  });

  it('tell their steps as they end', () => {
    const held = new HeldHistory();
    const told: MetricsRange[] = [];
    held.history.events.on('point', (range) => told.push(range));
    held.pass(3);
    expect(told).toEqual(['5 min', '5 min', '5 min', '15 min']);
  });
});

describe('a quantile', () => {
  it('is within one percent', () => {
    const held = new HeldHistory();
    for (let ms = 1; ms <= 1000; ms += 1) held.answer(1, ms);
    held.pass(1);
    const { p50, p90, p95, p99 } = held.last()?.quantiles ?? {};
    expect(Math.abs((p50 ?? 0) / 500 - 1)).toBeLessThan(0.01);
    expect(Math.abs((p90 ?? 0) / 900 - 1)).toBeLessThan(0.01);
    expect(Math.abs((p95 ?? 0) / 950 - 1)).toBeLessThan(0.01);
    expect(Math.abs((p99 ?? 0) / 990 - 1)).toBeLessThan(0.01);
  });

  it('is told of every stage', () => {
    const held = new HeldHistory();
    held.answer(20);
    held.pass(1);
    const { queue, compute } = held.last()?.versions[0]?.quantiles ?? {};
    expect(Math.abs((queue?.p50 ?? 0) / 2 - 1)).toBeLessThan(0.01);
    expect(Math.abs((compute?.p50 ?? 0) / 5 - 1)).toBeLessThan(0.01);
  });

  it.each([
    [19, []],
    [20, ['p50']],
    [100, ['p50', 'p90']],
    [200, ['p50', 'p90', 'p95']],
    [1000, ['p50', 'p90', 'p95', 'p99']],
  ])('of %i requests is told where ten lie beyond it', (count, told) => {
    const held = new HeldHistory();
    held.answer(count);
    held.pass(1);
    expect(Object.keys(held.last()?.quantiles ?? {})).toEqual(told);
  });

  it('forgets what is older than half a minute', () => {
    const held = new HeldHistory();
    held.answer(100, 500);
    held.pass(31);
    held.answer(100, 1);
    held.pass(1);
    expect(held.last()?.quantiles.p90).toBeLessThan(1.1);
  });

  it('of a long step covers all of it', () => {
    const held = new HeldHistory();
    held.answer(100, 500);
    held.pass(60);
    held.answer(100, 1);
    held.pass(12);
    expect(held.last('6 h')?.quantiles.p90).toBeGreaterThan(490);
    held.pass(72);
    expect(held.last('6 h')?.quantiles).toEqual({});
  });
});
