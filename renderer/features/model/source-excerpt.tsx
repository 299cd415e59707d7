import classes from './source-excerpt.module.css';

const AROUND = 2;

interface SourceExcerptProps {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number | undefined;
}

/** The lines around a place in a file, the culprit marked. */
export function SourceExcerpt({ text, line, column }: SourceExcerptProps) {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - AROUND);
  const shown = lines.slice(first - 1, line + AROUND);
  return (
    <pre className={classes.excerpt} aria-label={`Lines ${first} to ${first + shown.length - 1}`}>
      {shown.map((content, index) => {
        const number = first + index;
        return (
          <span key={number} className={classes.line} data-culprit={number === line || undefined}>
            <span className={classes.number}>{number}</span>
            {number === line ? <Culprit content={content} column={column} /> : content}
          </span>
        );
      })}
    </pre>
  );
}

function Culprit({ content, column }: { readonly content: string; readonly column: number | undefined }) {
  if (column === undefined) return content;
  const before = content.slice(0, column - 1);
  const word = /^[\w.]+|^\S/.exec(content.slice(column - 1))?.[0] ?? '';
  return (
    <>
      {before}
      <span className={classes.word}>{word}</span>
      {content.slice(before.length + word.length)}
    </>
  );
}
