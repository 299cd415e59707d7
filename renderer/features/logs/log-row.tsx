import { memo } from 'react';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import classes from './log-list.module.css';
import { clockText } from './line-text.ts';
import { MarkedText } from './marked-text.tsx';

interface LogRowProps {
  readonly line: LogLine;
  readonly position: number;
  readonly count: number;
  readonly words: string;
  readonly selected: boolean;
  readonly current: boolean;
}

/** One line of the log in one line of the list; what does not fit is in the part below. */
export const LogRow = memo(({ line, position, count, words, selected, current }: LogRowProps) => (
  <div
    id={rowId(line.id)}
    role="option"
    tabIndex={-1}
    className={classes.row}
    aria-selected={selected}
    aria-posinset={position}
    aria-setsize={count}
    data-level={line.level}
    data-line={line.id}
    data-current={current || undefined}
  >
    <span className={classes.time}>{clockText(line.time)}</span>
    <span className={classes.level}>{line.level}</span>
    <span className={classes.model}>{line.model ?? ''}</span>
    <span className={classes.text}>
      <MarkedText text={firstLine(line)} words={words} />
    </span>
  </div>
));

/** The element of a line. */
export function rowId(id: number): string {
  return `log-line-${id}`;
}

function firstLine({ text, detail }: LogLine): string {
  return detail === undefined ? text : `${text} ↵ ${detail}`;
}
