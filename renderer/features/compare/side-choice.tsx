import { ActionIcon, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { TbAdjustments } from 'react-icons/tb';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import classes from './compare-setup.module.css';
import { SideConfigDialog } from './side-config-dialog.tsx';
import { SideMark } from './side-mark.tsx';

interface SideChoiceProps {
  readonly side: 'A' | 'B';
  readonly choices: readonly ComparisonSide[];
  readonly value: ComparisonSide | undefined;
  readonly onChange: (choice: ComparisonSide | undefined) => void;
}

/** Which version stands on a side, and under which configuration. */
export function SideChoice({ side, choices, value, onChange }: SideChoiceProps) {
  const [editing, setEditing] = useState(false);
  const keyOf = ({ model, version }: ComparisonSide) => `${model} v${version}`;
  const hasConfig = value?.kind === 'config';
  return (
    <span className={classes.side}>
      <SideMark side={side} />
      <NativeSelect
        aria-label={`Version of ${side}`}
        value={value === undefined ? '' : keyOf(value)}
        data={choices.map((choice) => ({
          value: keyOf(choice),
          label:
            hasConfig && keyOf(choice) === keyOf(value) ? `${keyOf(choice)}, other config` : keyOf(choice),
        }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(choices.find((choice) => keyOf(choice) === chosen));
        }}
      />
      {value === undefined ? null : (
        <ActionIcon
          variant={hasConfig ? 'light' : 'default'}
          size="input-sm"
          aria-label={`Configuration of ${side}`}
          aria-pressed={hasConfig}
          onClick={() => setEditing(true)}
        >
          <TbAdjustments size={16} aria-hidden="true" />
        </ActionIcon>
      )}
      {editing && value !== undefined ? (
        <SideConfigDialog
          side={side}
          value={value}
          onChange={(changed) => {
            onChange(changed);
            setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </span>
  );
}
