/** Where in the hits one is: the place of the line itself, if it is one. */
export function placeOf(hits: readonly number[], id: number | undefined): number | undefined {
  const place = id === undefined ? -1 : hits.indexOf(id);
  return place < 0 ? undefined : place;
}

/**
 * The hit to go to, round the ends.
 * @param from the line one is at; its neighbours count from there whether it is a hit or not
 */
export function nextHit(hits: readonly number[], from: number, step: 1 | -1): number | undefined {
  const after = hits.find((hit) => hit > from) ?? hits[0];
  return step === 1 ? after : (hits.findLast((hit) => hit < from) ?? hits.at(-1));
}
