import {
  TbAlertOctagonFilled,
  TbCircleCheckFilled,
  TbCircleDashed,
  TbHelpCircle,
  TbPlayerEject,
  TbShieldHalfFilled,
} from 'react-icons/tb';
import type { ReactNode } from 'react';
import { ProgressRing } from './progress-ring.tsx';
import classes from './state.module.css';
import type { StateLook } from './state-look.ts';

const GLYPHS: Readonly<Record<StateLook, ReactNode>> = {
  ready: <TbCircleCheckFilled size={16} />,
  loading: <ProgressRing size={16} />,
  unavailable: <TbAlertOctagonFilled size={16} />,
  unloading: <TbPlayerEject size={16} />,
  'needs-approval': <TbShieldHalfFilled size={16} />,
  'not-loaded': <TbCircleDashed size={16} />,
  unknown: <TbHelpCircle size={16} />,
};

/** The icon of a state; its word stands beside it. */
export function StateIcon({ look }: { readonly look: StateLook }) {
  return (
    <span className={classes.icon} data-look={look} aria-hidden="true">
      {GLYPHS[look]}
    </span>
  );
}

interface StateWordProps {
  readonly look: StateLook;
  readonly children: string;
}

/** The word of a state in its colour. */
export function StateWord({ look, children }: StateWordProps) {
  return (
    <span className={classes.word} data-look={look}>
      {children}
    </span>
  );
}

/** Icon and word of a state on its tint. */
export function StateChip({ look, children }: StateWordProps) {
  return (
    <span className={classes.chip} data-look={look}>
      <StateIcon look={look} />
      {children}
    </span>
  );
}
