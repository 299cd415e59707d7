import { describe, expect, it } from 'vitest';
import { compareAccuracy } from '../../../server/comparison/accuracy.ts';
import { compareLatency } from '../../../server/comparison/latency.ts';
import { MARGINS } from '../../../server/comparison/margins.ts';
import { reportOn } from '../../../server/comparison/report.ts';
import { type ComparisonRun, runComparison, type Sample } from '../../../server/comparison/run.ts';
import { comparisonRecord } from '../../../server/comparison/schema.ts';
import { seededRandom } from '../../../server/comparison/seeded-random.ts';
import { decide } from '../../../server/comparison/verdict.ts';
import { reportOrigin } from '../../support/report-origin.ts';

const SAMPLES: readonly Sample[] = Array.from({ length: 120 }, (_, at) => ({
  name: `sample ${at}`,
  label: undefined,
  tensors: async () => [],
}));

/** Latencies as servers have them: a floor, a long tail, and slow drift that both sides feel. */
function simulatedClock(seed: number) {
  const random = seededRandom(seed);
  let requests = 0;
  return () => {
    requests += 1;
    const drift = 1 + 0.1 * Math.sin(requests / 40);
    return drift * (10 - Math.log(1 - random()));
  };
}

/** The real plan, order and statistics; only the time that a request takes is made up. */
async function compareSimulated(seed: number, slowdown: number): Promise<ComparisonRun> {
  const clock = simulatedClock(seed);
  const ask = async (side: 'A' | 'B') => ({
    outputs: [],
    milliseconds: clock() * (side === 'B' ? slowdown : 1),
  });
  const plan = { samples: SAMPLES, seed, rounds: 1, warmUp: 10, labels: new Map(), ask };
  return await runComparison(plan, new AbortController().signal, () => {});
}

function latencyOf({ latency }: ComparisonRun, seed: number) {
  return compareLatency(latency.a, latency.b, {
    seed,
    resamples: 300,
    relativeMargin: MARGINS.relativeLatency,
  });
}

describe('a model against itself', () => {
  it('is called faster or slower in at most 5 % of 200 repetitions', async () => {
    let claims = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const [median] = latencyOf(await compareSimulated(seed, 1), seed).percentiles;
      if (median?.verdict.state === 'better' || median?.verdict.state === 'worse') claims += 1;
    }
    expect(claims).toBeLessThanOrEqual(10);
  }, 120_000);

  it('is never called better by an accuracy that only chance moves, in at most 5 % of 200 repetitions', () => {
    let claims = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const answer = () => (random() < 0.9 ? 1 : 0);
      const pairs = Array.from({ length: 500 }, () => ({ truth: 1, a: answer(), b: answer() }));
      const accuracy = compareAccuracy(pairs);
      const { state } = decide({ ...accuracy, margin: MARGINS.accuracyPoints, better: 'higher' });
      if (state === 'better' || state === 'worse') claims += 1;
    }
    expect(claims).toBeLessThanOrEqual(10);
  });
});

describe('a copy that takes a fifth longer', () => {
  it('comes out slower, with an interval that contains a fifth, in at least 90 % of 50 repetitions', async () => {
    let found = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const run = await compareSimulated(seed, 1.2);
      const [median] = latencyOf(run, seed).percentiles;
      // What a fifth is: of the true median of A, ten and a half-life of the tail.
      const fifth = 0.2 * (10 + Math.LN2);
      const { low, high } = median?.interval ?? { low: Number.NaN, high: Number.NaN };
      if (median?.verdict.state === 'worse' && low <= fifth && fifth <= high) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(45);
  }, 120_000);
});

describe('a comparison that goes wrong in places', () => {
  const origin = reportOrigin();

  it('leaves out what a side refuses, says why, and goes on', async () => {
    let asked = 0;
    const ask = async (side: 'A' | 'B') => {
      asked += 1;
      if (side === 'B' && asked > 100 && asked < 110) throw new Error('out of memory');
      return { outputs: [], milliseconds: 1 };
    };
    const plan = { samples: SAMPLES, seed: 1, rounds: 1, warmUp: 0, labels: new Map(), ask };
    const run = await runComparison(plan, new AbortController().signal, () => {});
    expect(run.failures.length).toBeGreaterThan(0);
    expect(run.failures[0]?.why).toBe('out of memory');
    expect(run.results.length + run.failures.length).toBe(SAMPLES.length);
    expect(reportOn(origin, run, latencyOf(run, 1)).accuracy).toBeUndefined();
  });

  it('can be kept and told whatever numbers a side answers', async () => {
    const row = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer);
    const strange = row(Infinity, Number.NaN, -Infinity);
    const huge = row(1.7e308, -1.7e308, 0);
    const ask = async (side: 'A' | 'B') => ({
      outputs: [{ name: 'y', datatype: 'FP64', shape: [1, 3], data: side === 'A' ? strange : huge } as const],
      milliseconds: 1,
    });
    const labels = new Map([['y', ['x', 'y', 'z']]]);
    const samples = SAMPLES.map((sample) => ({ ...sample, label: 'x' }));
    const plan = { samples, seed: 1, rounds: 1, warmUp: 0, labels, ask };
    const run = await runComparison(plan, new AbortController().signal, () => {});
    const report = reportOn(origin, run, latencyOf(run, 1));
    expect(report.remarks).toEqual([
      expect.stringMatching(/^v1 answers NaN to 120 of 120 samples, first to sample \d+\.$/),
    ]);
    const state = { id: '1', plan: origin.plan, startedAt: '', state: 'done', phase: '', done: 1, total: 1 };
    const told: unknown = JSON.parse(JSON.stringify({ ...state, report }));
    expect(comparisonRecord.safeParse(told).error).toBeUndefined();
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    const ask = async () => ({ outputs: [], milliseconds: 1 });
    const plan = { samples: SAMPLES, seed: 1, rounds: 1, warmUp: 0, labels: new Map(), ask };
    const running = runComparison(plan, abort.signal, (done) => {
      if (done === 20) abort.abort();
    });
    await expect(running).rejects.toThrow(/abort/i);
  });
});
