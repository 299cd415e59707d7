import { useState } from 'react';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { indexFrom, indexOf } from './shown-lines.ts';
import type { ScrollWindow } from './use-scroll-window.ts';

/** The chosen lines: from where the choice began to where it is now. */
export interface LineSelection {
  /** The id of the line that keys act on. */
  readonly focus: number | undefined;
  readonly lines: readonly LogLine[];
  readonly holds: (id: number) => boolean;
  readonly choose: (id: number, extend: boolean) => void;
  /** By a number of lines; by infinity to the end. */
  readonly move: (step: number, extend: boolean) => void;
  readonly clear: () => void;
}

/** Lets lines be chosen; what is chosen comes into view. */
export function useLineSelection(rows: readonly LogLine[], scroll: ScrollWindow): LineSelection {
  const [range, setRange] = useState<{ readonly from: number; readonly to: number }>();
  const [low, high] =
    range === undefined ? [1, 0] : [Math.min(range.from, range.to), Math.max(range.from, range.to)];
  const chosen = (to: number, extend: boolean) => setRange({ from: extend ? (range?.from ?? to) : to, to });
  return {
    focus: range?.to,
    lines: range === undefined ? [] : rows.slice(indexFrom(rows, low), indexFrom(rows, high + 1)),
    holds: (id) => id >= low && id <= high,
    choose: chosen,
    move: (step, extend) => {
      const now = indexOf(rows, range?.to) ?? (step > 0 ? scroll.first - 1 : scroll.end);
      const index = Math.max(0, Math.min(rows.length - 1, now + step));
      const line = rows[index];
      if (line === undefined) return;
      chosen(line.id, extend);
      if (step === Number.POSITIVE_INFINITY) scroll.follow();
      else scroll.goTo(index);
    },
    clear: () => setRange(undefined),
  };
}
