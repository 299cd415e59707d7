import { ActionIcon, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { TbAdjustments } from 'react-icons/tb';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import classes from './compare-setup.module.css';
import { RemoteSideDialog } from './remote-side-dialog.tsx';
import { SideConfigDialog } from './side-config-dialog.tsx';
import { SideMark } from './side-mark.tsx';

interface SideChoiceProps {
  readonly side: 'A' | 'B';
  readonly choices: readonly ComparisonSide[];
  readonly value: ComparisonSide | undefined;
  readonly onChange: (choice: ComparisonSide | undefined) => void;
}

const ELSEWHERE = 'elsewhere';

/** Which version stands on a side, under which configuration, or where else. */
export function SideChoice({ side, choices, value, onChange }: SideChoiceProps) {
  const [asked, setAsked] = useState<'config' | 'server'>();
  const close = () => setAsked(undefined);
  const dialog = {
    side,
    onClose: close,
    onChange: (changed: ComparisonSide) => {
      onChange(changed);
      close();
    },
  };
  return (
    <span className={classes.side}>
      <SideMark side={side} />
      <NativeSelect
        aria-label={`Version of ${side}`}
        value={value === undefined ? '' : keyOf(value)}
        data={[...optionsOf(choices, value), { value: ELSEWHERE, label: 'On another server…' }]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (chosen === ELSEWHERE) setAsked('server');
          else onChange(choices.find((choice) => keyOf(choice) === chosen) ?? value);
        }}
      />
      {value === undefined || value.kind === 'remote' ? null : (
        <ActionIcon
          variant={value.kind === 'config' ? 'light' : 'default'}
          size="input-sm"
          aria-label={`Configuration of ${side}`}
          aria-pressed={value.kind === 'config'}
          onClick={() => setAsked('config')}
        >
          <TbAdjustments size={16} aria-hidden="true" />
        </ActionIcon>
      )}
      {asked === 'config' && value !== undefined ? <SideConfigDialog {...dialog} value={value} /> : null}
      {asked === 'server' ? <RemoteSideDialog {...dialog} value={value} /> : null}
    </span>
  );
}

function keyOf({ model, version, ...side }: ComparisonSide): string {
  return side.kind === 'remote' ? `${model} v${version} at ${side.url}` : `${model} v${version}`;
}

function optionsOf(
  choices: readonly ComparisonSide[],
  value: ComparisonSide | undefined,
): readonly { readonly value: string; readonly label: string }[] {
  const all = value?.kind === 'remote' ? [...choices, value] : choices;
  return all.map((choice) => {
    const key = keyOf(choice);
    const hasConfig = value?.kind === 'config' && key === keyOf(value);
    return { value: key, label: hasConfig ? `${key}, other config` : labelOf(choice) };
  });
}

function labelOf(side: ComparisonSide): string {
  const name = `${side.model} v${side.version}`;
  return side.kind === 'remote' ? `${name} at ${new URL(side.url).host}` : name;
}
