import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './card.module.css';

interface CardProps {
  readonly title: ReactNode;
  /** Beside the title, in the tone of a remark. */
  readonly note?: ReactNode;
  /** Quiet actions at the right of the head. */
  readonly actions?: ReactNode;
  /** A row under a hairline. */
  readonly foot?: ReactNode;
  /** Content that reaches to the edges, such as a table. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The only box of a page: a titled group of facts. */
export function Card({ title, note, actions, foot, flush = false, className, children }: CardProps) {
  const titleId = useId();
  return (
    <section className={`${classes.card} ${className ?? ''}`} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {note === undefined ? null : <span className={classes.note}>{note}</span>}
        <div className={classes.actions}>{actions}</div>
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
      {foot === undefined ? null : <footer className={classes.foot}>{foot}</footer>}
    </section>
  );
}
