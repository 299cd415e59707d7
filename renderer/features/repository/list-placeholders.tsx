import { Skeleton } from '@mantine/core';
import { TbStack2 } from 'react-icons/tb';
import type { ReactNode } from 'react';
import { useElapsed } from '../../ui/use-elapsed.ts';
import classes from './list-placeholders.module.css';

const ROWS = [0, 1, 2, 3, 4] as const;

/** Rows to come: shapes after 300 ms, words after a second. */
export function ListSkeleton() {
  const shapes = useElapsed(300);
  const words = useElapsed(1000);
  if (!shapes) return <div className={classes.fill} />;
  return (
    <div className={classes.fill} aria-busy="true">
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton circle height={16} />
          <div>
            <Skeleton height={12} width={120} mb={8} />
            <Skeleton height={10} width={170} />
          </div>
        </div>
      ))}
      <p className={classes.words} role="status">
        {words ? 'Reading the model repository…' : ''}
      </p>
    </div>
  );
}

interface ListMessageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One fact where rows would be. */
export function ListMessage({ title, children }: ListMessageProps) {
  return (
    <div className={classes.message} role="status">
      <TbStack2 size={28} strokeWidth={1.5} aria-hidden="true" />
      <p className={classes.title}>{title}</p>
      <p>{children}</p>
    </div>
  );
}
