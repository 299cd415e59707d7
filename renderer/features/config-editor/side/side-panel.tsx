import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './side-panel.module.css';

export const SIDES = ['form', 'meaning', 'outline', 'saves'] as const;

/** What can stand beside the text. */
export type Side = (typeof SIDES)[number];

export const SIDE_LABELS: Readonly<Record<Side, string>> = {
  form: 'Form',
  meaning: 'Meaning',
  outline: 'Outline',
  saves: 'Saves',
};

interface SidePanelProps {
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly children: ReactNode;
}

/** The form, the meaning, the outline or the earlier saves: one at a time beside the text. */
export function SidePanel({ side, onSide, children }: SidePanelProps) {
  return (
    <section className={classes.panel} aria-label={SIDE_LABELS[side]}>
      <header className={classes.head}>
        <SegmentedControl
          fullWidth
          aria-label="Beside the text"
          value={side}
          onChange={onSide}
          data={SIDES.map((value) => ({ value, label: SIDE_LABELS[value] }))}
        />
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
