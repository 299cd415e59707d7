import { useCallback, useEffect, useRef } from 'react';
import { nextHit, placeOf } from './hits.ts';
import type { LogSnapshot } from './log-store.ts';
import { indexOf } from './shown-lines.ts';
import type { LineSelection } from './use-line-selection.ts';
import type { ScrollWindow } from './use-scroll-window.ts';

/** The lines that hold the words, one after the other. */
export interface HitSearch {
  readonly count: number;
  /** Whether not all lines have been searched yet. */
  readonly searching: boolean;
  /** Which of them is chosen; undefined: none. */
  readonly place: number | undefined;
  readonly go: (step: 1 | -1) => void;
}

/**
 * Goes from hit to hit; the first that is gone to is the last that is in view or above it. Who goes before the search has
 * ended gets there when it ends.
 */
export function useHitSearch(
  { rows, hits, searching }: LogSnapshot,
  selection: LineSelection,
  scroll: ScrollWindow,
): HitSearch {
  const { focus, choose } = selection;
  const { end, goTo } = scroll;
  const waiting = useRef<1 | -1>(undefined);
  const go = useCallback(
    (step: 1 | -1) => {
      waiting.current = searching ? step : undefined;
      if (searching) return;
      const below = (rows[end - 1]?.id ?? 0) + 1;
      const hit = focus === undefined ? nextHit(hits, below, -1) : nextHit(hits, focus, step);
      const index = indexOf(rows, hit);
      if (hit === undefined || index === undefined) return;
      choose(hit, false);
      goTo(index);
    },
    [rows, hits, searching, focus, end, choose, goTo],
  );
  useEffect(() => {
    if (!searching && waiting.current !== undefined) go(waiting.current);
  }, [searching, go]);
  return { count: hits.length, searching, place: placeOf(hits, focus), go };
}
