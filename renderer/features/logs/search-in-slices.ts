import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { hitsIn } from './shown-lines.ts';

/** Half of a frame; the other half is for drawing. */
const SLICE_MS = 8;
const LINES_AT_ONCE = 500;

/**
 * Looks for words in many lines without holding up a frame.
 * @param tell hears the ids of the lines that hold them, later, once
 * @returns how to stop it
 */
export function searchInSlices(
  rows: readonly LogLine[],
  words: string,
  tell: (hits: readonly number[]) => void,
): () => void {
  const found: number[] = [];
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = () => {
    const end = performance.now() + SLICE_MS;
    while (at < rows.length && performance.now() < end) {
      found.push(...hitsIn(rows.slice(at, at + LINES_AT_ONCE), words));
      at += LINES_AT_ONCE;
    }
    if (at < rows.length) timer = setTimeout(slice);
    else tell(found);
  };
  timer = setTimeout(slice);
  return () => clearTimeout(timer);
}
