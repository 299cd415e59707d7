/**
 * Holm's step-down correction: what each p-value is worth when all of them are looked at together. The family-wise error
 * stays at the level that one of them would have alone. Source: Holm 1979, https://www.jstor.org/stable/4615733.
 * @returns adjusted p-values in the order given, at most 1
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const ascending = pValues.map((p, at) => ({ p, at })).toSorted((x, y) => x.p - y.p);
  const adjusted = pValues.map(() => 1);
  let highest = 0;
  for (const [rank, { p, at }] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    adjusted[at] = highest;
  }
  return adjusted;
}
