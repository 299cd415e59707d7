import { describe, expect, test } from 'vitest';
import { timingParts } from '../../../../../renderer/features/playground/result/timing-parts.ts';
import { readServerTiming } from '../../../../../renderer/queries/server-timing.ts';

function parts(header: string | null, total: number) {
  return timingParts(readServerTiming(header, total)).map(({ name, milliseconds }) => [
    name,
    Number(milliseconds.toFixed(3)),
  ]);
}

describe('where the time of a request went', () => {
  test('the parts add up to what the client saw', () => {
    const header = 'queue;dur=0.1, input;dur=0.02, compute;dur=1.3, output;dur=0.02, total;dur=1.6';
    expect(parts(header, 2)).toEqual([
      ['Client', 0.4],
      ['Queue', 0.1],
      ['Input', 0.02],
      ['Compute', 1.3],
      ['Output', 0.02],
      ['Server', 0.16],
    ]);
  });

  test('what the server did not say is left out, not drawn as zero', () => {
    expect(parts('compute;dur=3', 5)).toEqual([
      ['Client', 2],
      ['Compute', 3],
    ]);
    expect(parts(null, 5)).toEqual([]);
  });

  test('clocks that disagree never make a negative part', () => {
    expect(parts('compute;dur=3, total;dur=3.1', 3)).toContainEqual(['Client', 0]);
  });

  test('nonsense in the header is ignored', () => {
    expect(parts('cache;desc="hit", compute;dur=abc, queue;dur=1', 2)).toEqual([
      ['Client', 1],
      ['Queue', 1],
    ]);
  });
});
