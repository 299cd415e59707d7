import { describe, expect, it } from 'vitest';
import { CONFIG_TARGET } from './config-target.ts';
import { fuzz } from './fuzz.ts';
import type { FuzzTarget } from './target.ts';

describe('the configuration language', () => {
  it('withstands two thousand files that nobody would write', () => {
    const { runs, failure } = fuzz(CONFIG_TARGET, 1, 2_000);
    expect(failure).toBeUndefined();
    expect(runs).toBe(2_000);
  });
});

describe('fuzzing', () => {
  const target: FuzzTarget = {
    name: 'brittle',
    description: 'Fails on large numbers.',
    input: (random) => String(random.whole(0, 99)),
    check: (input) => {
      if (Number(input) > 90) throw new Error(`${String(input)} is too much`);
    },
  };

  it('stops at the first input that is not withstood, with the seed that makes it again', () => {
    const { failure } = fuzz(target, 1, 1_000);
    expect(failure?.error).toEqual(new Error(`${String(failure?.input)} is too much`));
    expect(fuzz(target, failure?.seed ?? 0, 1).failure).toEqual(failure);
  });

  it('tells of every run', () => {
    const runs: number[] = [];
    fuzz({ ...target, check: () => undefined }, 1, 3, (run) => runs.push(run));
    expect(runs).toEqual([0, 1, 2]);
  });
});
