import type { ReactNode } from 'react';
import classes from './tag.module.css';

interface TagProps {
  readonly icon?: ReactNode;
  readonly mono?: boolean;
  /** Filled blue, only for "default". */
  readonly accent?: boolean;
  readonly children: ReactNode;
}

/** A fact in a word: `FP32`, `2 of 2 versions`, `default v2`. */
export function Tag({ icon, mono = false, accent = false, children }: TagProps) {
  return (
    <span className={classes.tag} data-mono={mono || undefined} data-accent={accent || undefined}>
      {icon}
      {children}
    </span>
  );
}
