import { describe, expect, it } from 'vitest';
import { byGoal, frontOf } from '../../../server/tuner/front.ts';
import {
  type Measurement,
  type Setting,
  type SettingSpace,
  settingSpace,
  type TunedPoint,
} from '../../../server/tuner/setting.ts';
import { tune } from '../../../server/tuner/tune.ts';

const START: Setting = { instances: 1, maxBatchSize: 1, preferredSizes: [], delayUs: 0, threads: 0 };

/**
 * A made-up model on eight cores: a batch costs 2 ms and 0.2 ms a row, more threads help up to four, more work at once
 * than there are cores slows everything down, waiting fills batches and costs its time.
 */
function synthetic({ instances, maxBatchSize, preferredSizes, delayUs, threads }: Setting): Measurement {
  const used = threads === 0 ? Math.max(1, Math.floor(8 / instances)) : threads;
  const crowd = Math.max(1, (instances * used) / 8) ** 1.5;
  const speed = Math.min(used, 4) ** 0.7;
  const filled = Math.min(maxBatchSize, 2 + (32 / instances) * Math.min(1, 0.4 + delayUs / 1500));
  const wasted = preferredSizes.some((size) => size > filled) ? 1.3 : 1;
  const batchMs = ((2 + 0.2 * filled) * crowd * wasted) / speed;
  const roundMs = batchMs + delayUs / 1000;
  return { throughput: (instances * filled * 1000) / roundMs, p95: roundMs * 1.8, failed: 0 };
}

function everySetting(space: SettingSpace): readonly Setting[] {
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = space;
  return instances.flatMap((i) =>
    maxBatchSize.flatMap((m) =>
      preferredSizes.flatMap((p) =>
        delayUs.flatMap((d) =>
          threads.map((t) => ({ instances: i, maxBatchSize: m, preferredSizes: p, delayUs: d, threads: t })),
        ),
      ),
    ),
  );
}

const SPACE = settingSpace(8, 64);
const bestOf = (all: readonly Measurement[], budgetMs?: number) => [...all].sort(byGoal(budgetMs))[0];

describe('the search', () => {
  for (const budgetMs of [undefined, 12, 6]) {
    it(`finds a setting within 5 % of the best one, with a budget of ${budgetMs ?? 'any'} ms`, async () => {
      const points = await tune({
        space: SPACE,
        start: START,
        measure: (setting) => Promise.resolve(synthetic(setting)),
        ...(budgetMs !== undefined && { budgetMs }),
      });
      const best = bestOf(everySetting(SPACE).map(synthetic), budgetMs);
      const found = bestOf(
        points.map(({ measured }) => measured),
        budgetMs,
      );
      expect(found?.p95 ?? Number.NaN).toBeLessThanOrEqual(budgetMs ?? Number.POSITIVE_INFINITY);
      expect(found?.throughput ?? 0).toBeGreaterThanOrEqual(0.95 * (best?.throughput ?? Number.NaN));
      expect(points.length).toBeLessThanOrEqual(60);
    });
  }

  it('cuts a measurement short that others beat by far', async () => {
    const full: string[] = [];
    const points = await tune({
      space: SPACE,
      start: { ...START, maxBatchSize: 32, instances: 2 },
      measure: (setting, isHopeless) => {
        const measured = synthetic(setting);
        if (!isHopeless(measured)) full.push(JSON.stringify(setting));
        return Promise.resolve(measured);
      },
    });
    expect(points.filter(({ cutShort }) => !cutShort)).toHaveLength(full.length);
    expect(full.length).toBeLessThan(points.length);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    let measured = 0;
    const tuning = tune({
      space: SPACE,
      start: START,
      signal: stop.signal,
      measure: (setting) => {
        measured += 1;
        if (measured === 3) stop.abort();
        return Promise.resolve(synthetic(setting));
      },
    });
    await expect(tuning).rejects.toThrow(/abort/i);
    expect(measured).toBe(3);
  });
});

describe('the front', () => {
  const point = (throughput: number, p95: number, failed = 0): TunedPoint => ({
    setting: START,
    measured: { throughput, p95, failed },
    cutShort: false,
  });

  it('is what no other point beats in both ways, without failures', () => {
    const points = [point(100, 5), point(200, 8), point(150, 9), point(90, 5), point(300, 4, 1)];
    expect(frontOf(points).map(({ measured }) => measured.throughput)).toEqual([100, 200]);
  });

  it('puts the budget before throughput', () => {
    const all = [point(100, 5), point(200, 8)].map(({ measured }) => measured);
    expect(bestOf(all, 6)?.throughput).toBe(100);
    expect(bestOf(all)?.throughput).toBe(200);
    expect(bestOf(all, 1)?.p95).toBe(5);
  });
});
