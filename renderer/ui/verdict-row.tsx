import { TbAlertTriangleFilled, TbCircleCheckFilled, TbCircleDashed, TbCircleXFilled } from 'react-icons/tb';
import type { ReactNode } from 'react';
import classes from './verdict-row.module.css';

const ICONS = {
  ok: TbCircleCheckFilled,
  attention: TbAlertTriangleFilled,
  missing: TbCircleDashed,
  refused: TbCircleXFilled,
} as const;

interface VerdictRowProps {
  readonly verdict: keyof typeof ICONS;
  /** The verdict as a screen reader says it. */
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** One thing of a list that was looked at: its verdict, and what there is to say about it. */
export function VerdictRow({ verdict, label, title, children }: VerdictRowProps) {
  const VerdictIcon = ICONS[verdict];
  return (
    <li className={classes.row} data-verdict={verdict}>
      <VerdictIcon size={18} role="img" aria-label={label} />
      <div className={classes.words}>
        <p className={classes.name}>{title}</p>
        {children}
      </div>
    </li>
  );
}

/** What was found, in the tone of a remark. */
export function Found({ children }: { readonly children: ReactNode }) {
  return <p className={classes.found}>{children}</p>;
}

/** What to do about it. */
export function Action({ children }: { readonly children: ReactNode }) {
  return <p className={classes.action}>{children}</p>;
}
