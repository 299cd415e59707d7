import { distance } from 'fastest-levenshtein';

/** Longer than any name of the schema; nobody meant one of them who wrote more. */
const LONGEST_NAME = 64;

/**
 * The known name that was probably meant, if one is near enough: the same but for case, a known name's last word
 * (`FP32` for `TYPE_FP32`) or its beginning (`max_batch` for `max_batch_size`), or at most a third of the letters wrong.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const wanted = name.toLowerCase();
  const sameWord = known.find((candidate) => candidate.toLowerCase().endsWith(`_${wanted}`));
  if (sameWord !== undefined) return sameWord;
  const longer =
    wanted.length < 3 ? undefined : known.find((candidate) => candidate.toLowerCase().startsWith(wanted));
  if (longer !== undefined) return longer;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const farthest = Math.max(1, Math.floor(name.length / 3));
  return best !== undefined && best.distance <= farthest ? best.candidate : undefined;
}
