import { seededRandom, shuffled } from './seeded-random.ts';

/** The two sides of a comparison. */
export type Side = 'A' | 'B';

/** One request of a comparison. */
export interface PlannedRequest {
  readonly side: Side;
  /** Which of the samples it sends. */
  readonly sample: number;
  /** Which pass over the samples it belongs to; warm-up comes first and is measured but left out. */
  readonly round: number | 'warm-up';
}

interface Plan {
  /** How many inputs there are. */
  readonly samples: number;
  /** How often each input goes to each side. */
  readonly rounds: number;
  /** Requests to each side before the measured ones. */
  readonly warmUp: number;
  readonly seed: number;
}

const ORDERS = [
  ['A', 'B'],
  ['A', 'B'],
  ['B', 'A'],
  ['B', 'A'],
] as const;

/**
 * The order of requests that is fair to both sides: every input goes to A and to B one right after the other, the order
 * of the inputs is random, and in each block of four pairs A comes first twice and B comes first twice, at random places.
 */
export function interleave({ samples, rounds, warmUp, seed }: Plan): readonly PlannedRequest[] {
  const random = seededRandom(seed);
  const every = Array.from({ length: samples }, (_, sample) => sample);
  const warm = Array.from({ length: samples === 0 ? 0 : warmUp }, (_, at) => at % samples);
  const passes = Array.from({ length: rounds }, (_, round) => round);
  return [
    ...inPairs(warm, 'warm-up', random),
    ...passes.flatMap((round) => inPairs(shuffled(every, random), round, random)),
  ];
}

function inPairs(
  samples: readonly number[],
  round: PlannedRequest['round'],
  random: () => number,
): readonly PlannedRequest[] {
  let block: (typeof ORDERS)[number][] = [];
  return samples.flatMap((sample) => {
    if (block.length === 0) block = [...shuffled(ORDERS, random)];
    return (block.pop() ?? ORDERS[0]).map((side) => ({ side, sample, round }));
  });
}
