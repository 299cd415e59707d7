/** One class of a classifier's answer. */
export interface RankedClass {
  readonly index: number;
  readonly label: string;
  readonly score: number;
}

/** The `k` highest scores with their labels, highest first; among equals the lower index comes first. */
export function topK(
  scores: ArrayLike<number>,
  k: number,
  labels: readonly string[] | undefined,
): readonly RankedClass[] {
  return Array.from(scores, (score, index) => ({ index, label: labels?.[index] ?? String(index), score }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, k);
}

/** Whether scores look like probabilities: none below 0 or above 1, and together 1 within float16's precision. */
export function looksLikeProbabilities(scores: ArrayLike<number>): boolean {
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? Number.NaN;
    if (!(score >= 0 && score <= 1.001)) return false;
    sum += score;
  }
  return scores.length > 1 && Math.abs(sum - 1) < 0.01;
}
