import type { Seeded } from '../support/seeded.ts';

type Mutation = (text: string, random: Seeded, pieces: readonly [string, ...string[]]) => string;

const at = (text: string, random: Seeded) => random.whole(0, text.length);

function stretch(text: string, random: Seeded): readonly [number, number] {
  const start = at(text, random);
  return [start, Math.min(text.length, start + random.whole(1, 40))];
}

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  function drop(text, random) {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  function repeat(text, random) {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(start, end).repeat(random.whole(2, 20)) + text.slice(end);
  },
  function insert(text, random, pieces) {
    const place = at(text, random);
    return text.slice(0, place) + random.pick(pieces) + text.slice(place);
  },
  function replace(text, random, pieces) {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + random.pick(pieces) + text.slice(end);
  },
  function scramble(text, random) {
    const place = at(text, random);
    return text.slice(0, place) + String.fromCharCode(random.whole(0, 0xffff)) + text.slice(place + 1);
  },
  function swap(text, random) {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(end, end + 20) + text.slice(start, end) + text.slice(end + 20);
  },
  function cut(text, random) {
    return text.slice(0, at(text, random));
  },
];

/** A text after a few random changes: stretches dropped, repeated, swapped, and pieces put in that mean something to it. */
export function mutated(text: string, random: Seeded, pieces: readonly [string, ...string[]]): string {
  let changed = text;
  for (let count = random.whole(1, 6); count > 0; count -= 1)
    changed = random.pick(MUTATIONS)(changed, random, pieces);
  return changed.slice(0, 20_000);
}
