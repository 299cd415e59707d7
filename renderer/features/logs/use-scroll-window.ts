import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { indexFrom } from './shown-lines.ts';

/** Of every line, in pixels; the style sheet says the same. */
export const ROW_HEIGHT = 22;
const OVERSCAN = 10;
/** Closer to the end than this is at the end. */
const NEARLY = 4;

/** The part of the lines in view. All have one height, so that the place of each is known without measuring. */
export interface ScrollWindow {
  readonly first: number;
  readonly end: number;
  /** Whether new lines are followed. */
  readonly following: boolean;
  /** Lines that came since they are not followed. */
  readonly unseen: number;
  readonly onScroll: () => void;
  readonly goTo: (index: number) => void;
  readonly follow: () => void;
}

/** Keeps the line at the top where it is when lines come or go above it, or the end in view while that is followed. */
export function useScrollWindow(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly LogLine[],
): ScrollWindow {
  const [view, setView] = useState({ top: 0, height: 800 });
  const [unstuckAt, setUnstuckAt] = useState<number>();
  const anchor = useRef({ id: 0, offset: 0, top: 0 });
  const following = unstuckAt === undefined;

  const look = (element: HTMLElement) => {
    const { scrollTop: top, clientHeight: height } = element;
    anchor.current = { id: rows[Math.floor(top / ROW_HEIGHT)]?.id ?? 0, offset: top % ROW_HEIGHT, top };
    setView((before) => (before.top === top && before.height === height ? before : { top, height }));
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const { id, offset } = anchor.current;
    element.scrollTop = following ? element.scrollHeight : indexFrom(rows, id) * ROW_HEIGHT + offset;
    look(element);
    // oxlint-disable-next-line react/exhaustive-deps -- where it looks is a matter of the lines alone
  }, [rows, following, scroller]);

  return {
    first: Math.max(0, Math.floor(view.top / ROW_HEIGHT) - OVERSCAN),
    end: Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_HEIGHT) + OVERSCAN),
    following,
    unseen: unstuckAt === undefined ? 0 : rows.length - indexFrom(rows, unstuckAt + 1),
    onScroll: () => {
      const element = scroller.current;
      if (element === null) return;
      const { scrollTop, clientHeight, scrollHeight } = element;
      // Growth below scrolls nothing: only a person moves up.
      if (scrollTop + clientHeight >= scrollHeight - NEARLY) setUnstuckAt(undefined);
      else if (scrollTop < anchor.current.top) setUnstuckAt((before) => before ?? rows.at(-1)?.id ?? 0);
      look(element);
    },
    goTo: (index) => {
      const element = scroller.current;
      if (element === null) return;
      const { clientHeight, scrollHeight } = element;
      const at = index * ROW_HEIGHT;
      const isInView = at >= element.scrollTop && at + ROW_HEIGHT <= element.scrollTop + clientHeight;
      if (!isInView) element.scrollTop = at - clientHeight / 2;
      if (element.scrollTop + clientHeight < scrollHeight - NEARLY) {
        setUnstuckAt((before) => before ?? rows.at(-1)?.id ?? 0);
      }
      look(element);
    },
    follow: () => setUnstuckAt(undefined),
  };
}
