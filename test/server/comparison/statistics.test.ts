import { describe, expect, it } from 'vitest';
import { confusionOf } from '../../../server/comparison/confusion.ts';
import { compareAccuracy, confusionMatrix, outcomeOf } from '../../../server/comparison/accuracy.ts';
import { quantileIntervals } from '../../../server/comparison/bootstrap.ts';
import { interleave } from '../../../server/comparison/interleave.ts';
import { compareLatency } from '../../../server/comparison/latency.ts';
import { mcnemarMidP } from '../../../server/comparison/mcnemar.ts';
import { ascending, minimumSamples, quantileOfSorted } from '../../../server/comparison/quantile.ts';
import { seededRandom } from '../../../server/comparison/seeded-random.ts';
import { hodgesLehmann } from '../../../server/comparison/shift.ts';
import { decide } from '../../../server/comparison/verdict.ts';

describe("McNemar's mid-p", () => {
  it.each([
    // 6 discordant: 2·(1 + 6)/64 − 6/64
    { fixed: 5, broken: 1, midP: 0.125 },
    { fixed: 1, broken: 5, midP: 0.125 },
    // 3 discordant: 2·1/8 − 1/8
    { fixed: 3, broken: 0, midP: 0.125 },
    // 10 discordant: 2·(1 + 10 + 45)/1024 − 45/1024
    { fixed: 8, broken: 2, midP: 67 / 1024 },
    { fixed: 4, broken: 4, midP: 1 },
    { fixed: 0, broken: 0, midP: 1 },
  ])('of $fixed fixed and $broken broken is $midP', ({ fixed, broken, midP }) => {
    expect(mcnemarMidP(fixed, broken)).toBeCloseTo(midP, 12);
  });

  it('stays a number for thousands of discordant pairs', () => {
    expect(mcnemarMidP(3000, 2000)).toBeLessThan(1e-40);
    expect(mcnemarMidP(2500, 2500)).toBeCloseTo(1, 9);
  });
});

describe('accuracy on the same samples', () => {
  const pairs = [
    { truth: 0, a: 0, b: 0 },
    { truth: 1, a: 0, b: 1 },
    { truth: 1, a: 2, b: 1 },
    { truth: 2, a: 2, b: 0 },
    { truth: 2, a: 1, b: 1 },
  ];

  it('tells what became of each sample', () => {
    expect(pairs.map(outcomeOf)).toEqual(['both-right', 'fixed', 'fixed', 'broken', 'both-wrong']);
  });

  it('counts, and gives the difference in percentage points with its interval', () => {
    const accuracy = compareAccuracy(pairs);
    expect(accuracy.counts).toEqual({ 'both-right': 1, fixed: 2, broken: 1, 'both-wrong': 1 });
    expect(accuracy).toMatchObject({ samples: 5, sameAnswer: 2, a: 0.4, b: 0.6, difference: 20 });
    // Bonett–Price: 3/7 and 2/7, 1/7 ± 1.96·√((5/7 − 1/49)/7)
    const spread = 1.959963984540054 * Math.sqrt((5 / 7 - 1 / 49) / 7);
    expect(accuracy.interval.low).toBeCloseTo(100 * (1 / 7 - spread), 9);
    expect(accuracy.interval.high).toBeCloseTo(100 * (1 / 7 + spread), 9);
  });

  it('keeps an interval of some width when no sample differs', () => {
    const { interval } = compareAccuracy(Array.from({ length: 98 }, () => ({ truth: 0, a: 0, b: 0 })));
    expect(interval.high).toBeCloseTo(1.959963984540054 * Math.SQRT2, 9);
    expect(interval.low).toBeCloseTo(-interval.high, 9);
  });

  it('counts confusions of both sides over the classes that occur', () => {
    const top = (label: string) => ({ index: 0, label, score: 1 });
    const sample = (at: number, label: string, a: string, b: string) => ({
      at,
      name: String(at),
      label,
      a: top(a),
      b: top(b),
      outcome: 'fixed' as const,
    });
    expect(confusionOf([sample(0, '2', '10', '2'), sample(1, '10', '10', '10')])).toEqual({
      classes: ['2', '10'],
      a: [
        [0, 1],
        [0, 1],
      ],
      b: [
        [1, 0],
        [0, 1],
      ],
    });
  });

  it('counts confusions with a row per true class', () => {
    const answers = pairs.map(({ truth, b }) => ({ truth, answer: b }));
    expect(confusionMatrix(answers, 3)).toEqual([
      [1, 0, 0],
      [0, 2, 0],
      [1, 1, 0],
    ]);
  });
});

describe('quantiles', () => {
  it('lie between neighbours', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOfSorted([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7, 12);
    expect(quantileOfSorted([], 0.5)).toBeNaN();
  });

  it('need thirty samples beyond them', () => {
    expect([0.5, 0.9, 0.95, 0.99].map(minimumSamples)).toEqual([60, 300, 600, 3000]);
  });

  it('have intervals that one seed always gives again', () => {
    const random = seededRandom(1);
    const a = Array.from({ length: 200 }, () => 1 + random());
    const b = a.map((value) => value + 0.25);
    const method = { seed: 7, resamples: 200 };
    const [median] = quantileIntervals(a, b, [0.5], method);
    expect(quantileIntervals(a, b, [0.5], method)).toEqual([median]);
    expect(median?.difference.low).toBeCloseTo(0.25, 9);
    expect(median?.difference.high).toBeCloseTo(0.25, 9);
    expect(median?.a.low).toBeLessThan(quantileOfSorted(ascending(a), 0.5));
    expect(median?.a.high).toBeGreaterThan(quantileOfSorted(ascending(a), 0.5));
  });
});

describe('the Hodges–Lehmann shift', () => {
  it('is the median of the averages of two differences', () => {
    // Differences 1, 2, 6: averages 1, 1.5, 2, 3.5, 4, 6
    expect(hodgesLehmann([0, 0, 0], [1, 2, 6]).estimate).toBeCloseTo(2.75, 12);
    // One outlier does not carry it away: 1, 1, 1, 100
    expect(hodgesLehmann([0, 0, 0, 0], [1, 1, 1, 100]).estimate).toBeCloseTo(1, 12);
  });

  it('agrees with the list of all averages', () => {
    const random = seededRandom(3);
    const a = Array.from({ length: 41 }, random);
    const b = a.map((value) => value + random() ** 3);
    const differences = b.map((value, at) => value - (a[at] ?? 0));
    const all = differences.flatMap((x, i) => differences.slice(i).map((y) => (x + y) / 2));
    expect(hodgesLehmann(a, b).estimate).toBeCloseTo(quantileOfSorted(ascending(all), 0.5), 12);
  });
});

describe('interleaving', () => {
  const plan = interleave({ samples: 10, rounds: 2, warmUp: 3, seed: 5 });

  it('sends every input to both sides, one right after the other', () => {
    expect(plan).toHaveLength(2 * (3 + 20));
    for (let at = 0; at < plan.length; at += 2) {
      const pair = plan.slice(at, at + 2);
      expect(new Set(pair.map(({ sample }) => sample)).size).toBe(1);
      expect(pair.map(({ side }) => side).toSorted()).toEqual(['A', 'B']);
    }
  });

  it('lets each side go first equally often in every block of four', () => {
    const firsts = plan.filter(({ round }, at) => round !== 'warm-up' && at % 2 === 0);
    for (let at = 0; at + 4 <= 8; at += 4) {
      expect(firsts.slice(at, at + 4).filter(({ side }) => side === 'A')).toHaveLength(2);
    }
  });

  it('warms up first, and one seed always gives the same order', () => {
    expect(plan.slice(0, 6).every(({ round }) => round === 'warm-up')).toBe(true);
    expect(interleave({ samples: 10, rounds: 2, warmUp: 3, seed: 5 })).toEqual(plan);
    expect(interleave({ samples: 10, rounds: 2, warmUp: 3, seed: 6 })).not.toEqual(plan);
    expect(interleave({ samples: 0, rounds: 2, warmUp: 3, seed: 6 })).toEqual([]);
  });
});

describe('the verdict', () => {
  const about = { difference: 2, margin: 0.5, samples: 100, better: 'higher' } as const;

  it('claims a difference only beyond the margin', () => {
    expect(decide({ ...about, interval: { low: 1, high: 3 } })).toEqual({ state: 'better' });
    expect(decide({ ...about, better: 'lower', interval: { low: 1, high: 3 } })).toEqual({ state: 'worse' });
    expect(decide({ ...about, difference: -2, interval: { low: -3, high: -1 } })).toEqual({ state: 'worse' });
  });

  it('calls them equivalent only when the whole interval lies within the margin', () => {
    expect(decide({ ...about, difference: 0, interval: { low: -0.4, high: 0.4 } }).state).toBe('equivalent');
  });

  it('is undecided otherwise, and says how many more would decide', () => {
    // Half-width 3 has to become 1.5: four times the samples, 300 more.
    const wide = { ...about, interval: { low: -1, high: 5 } };
    expect(decide(wide)).toEqual({ state: 'undecided', moreSamples: 300 });
    // A lopsided interval counts by its longer side: 0.6 has to become 0.5, 44 more.
    const lopsided = { ...about, difference: 0, interval: { low: -0.3, high: 0.6 } };
    expect(decide(lopsided)).toEqual({ state: 'undecided', moreSamples: 44 });
    expect(decide({ ...wide, difference: 0.5 })).toEqual({ state: 'undecided', moreSamples: undefined });
  });
});

describe('latency', () => {
  const noise = seededRandom(11);
  const a = Array.from({ length: 300 }, () => 10 + noise());
  const method = { seed: 1, resamples: 300, relativeMargin: 0.05 };

  it('finds a fifth more at p50 and leaves thin percentiles open', () => {
    const b = Array.from({ length: 300 }, () => 12 + noise());
    const { percentiles, shift } = compareLatency(a, b, method);
    expect(percentiles[0]?.verdict.state).toBe('worse');
    expect(shift.interval.low).toBeLessThan(2);
    expect(shift.interval.high).toBeGreaterThan(2 - 0.1);
    expect(percentiles[3]?.interval).toBeUndefined();
    expect(percentiles[3]?.verdict).toEqual({ state: 'undecided', moreSamples: 2700 });
  });

  it('rarely claims a difference between a model and itself', () => {
    const states = Array.from({ length: 40 }, (_, seed) => {
      const random = seededRandom(seed);
      const x = Array.from({ length: 80 }, () => 1 + random());
      const y = Array.from({ length: 80 }, () => 1 + random());
      return compareLatency(x, y, { ...method, resamples: 100 }).percentiles[0]?.verdict.state;
    });
    expect(states.filter((state) => state === 'better' || state === 'worse').length).toBeLessThanOrEqual(2);
  });
});
