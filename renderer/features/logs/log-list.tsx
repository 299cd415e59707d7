import { Button } from '@mantine/core';
import { TbArrowDown } from 'react-icons/tb';
import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { formatCount } from '../../ui/format.ts';
import { plainText } from './line-text.ts';
import classes from './log-list.module.css';
import { LogRow, rowId } from './log-row.tsx';
import { ROW_HEIGHT, type ScrollWindow } from './use-scroll-window.ts';
import type { LineSelection } from './use-line-selection.ts';

interface LogListProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: readonly LogLine[];
  readonly words: string;
  readonly scroll: ScrollWindow;
  readonly selection: LineSelection;
}

/** The scrolling part; only the lines in view exist. */
export function LogList({ scroller, rows, words, scroll, selection }: LogListProps) {
  const { first, end, following, unseen } = scroll;
  const copy = (event: ClipboardEvent) => {
    // What is marked with the mouse is meant.
    if (selection.lines.length === 0 || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', plainText(selection.lines));
  };
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="listbox"
        aria-label="Lines of the log"
        aria-multiselectable="true"
        aria-activedescendant={activeRow(rows.slice(first, end), selection.focus)}
        tabIndex={0}
        onScroll={scroll.onScroll}
        onCopy={copy}
        onKeyDown={(event) => actOnKey(event, selection)}
        onClick={(event) => choose(event, selection)}
      >
        <div role="presentation" className={classes.all} style={{ height: rows.length * ROW_HEIGHT }}>
          <div role="presentation" style={{ transform: `translateY(${first * ROW_HEIGHT}px)` }}>
            {rows.slice(first, end).map((line, at) => (
              <LogRow
                key={line.id}
                line={line}
                position={first + at + 1}
                count={rows.length}
                words={words}
                selected={selection.holds(line.id)}
                current={line.id === selection.focus}
              />
            ))}
          </div>
        </div>
      </div>
      {following ? null : (
        <Button
          className={classes.latest}
          size="xs"
          leftSection={<TbArrowDown size={14} />}
          onClick={scroll.follow}
        >
          Jump to latest{unseen > 0 ? ` (${formatCount(unseen)} new)` : ''}
        </Button>
      )}
    </div>
  );
}

/** A line out of view has no element. */
function activeRow(drawn: readonly LogLine[], focus: number | undefined): string | undefined {
  const line = drawn.find(({ id }) => id === focus);
  return line === undefined ? undefined : rowId(line.id);
}

function choose(event: MouseEvent, selection: LineSelection): void {
  const { target } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  const id = Number(row?.dataset['line']);
  if (Number.isSafeInteger(id)) selection.choose(id, event.shiftKey);
}

function actOnKey(event: KeyboardEvent<HTMLElement>, selection: LineSelection): void {
  const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const step = steps[event.key];
  if (step !== undefined && !event.altKey) selection.move(step, event.shiftKey);
  else if (event.key === 'Escape') selection.clear();
  else return;
  event.preventDefault();
}
