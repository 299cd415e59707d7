import classes from './code-block.module.css';

interface CodeBlockProps {
  readonly label: string;
  readonly text: string;
}

/** Text that is read, not edited: 12/18 mono, scrolled by keyboard too. */
export function CodeBlock({ label, text }: CodeBlockProps) {
  return (
    <pre className={classes.code} tabIndex={0} aria-label={label}>
      {text}
    </pre>
  );
}
