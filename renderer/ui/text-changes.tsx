import { lineChanges } from './line-changes.ts';
import classes from './text-changes.module.css';

interface TextChangesProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const MARKS = { same: ' ', added: '+', removed: '−' } as const;

/** Two short texts in one, with what goes and what comes marked. */
export function TextChanges({ label, before, after }: TextChangesProps) {
  return (
    // A long text is scrolled with the keyboard.
    <pre className={classes.text} aria-label={label} tabIndex={0}>
      {lineChanges(before, after).map(({ kind, text }, index) => (
        <span key={`${index}:${kind}`} className={classes.line} data-kind={kind}>
          {MARKS[kind]} {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
