import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { TuningStart } from '../../../server/tuner/contract.ts';
import classes from './tuner.module.css';

interface LoadFormProps {
  /** The load of the last time. */
  readonly before: TuningStart | undefined;
  readonly blocked: string | undefined;
  readonly onStart: (start: TuningStart) => Promise<void>;
}

const USUAL: TuningStart = { clients: 16, seconds: 1, most: 40, largestBatch: 64 };

/** How long a setting takes beside its load: the model is loaded, and called for a moment before anything counts. */
const SECONDS_BESIDE = 0.4;

/** The load that the model shall bear, and how much is tried. */
export function LoadForm({ before = USUAL, blocked, onStart }: LoadFormProps) {
  const [load, setLoad] = useState(before);
  const [busy, setBusy] = useState(false);
  const number = (key: keyof TuningStart) => ({
    value: load[key] ?? '',
    onChange: (value: number | string) => {
      const { [key]: _, ...others } = load;
      if (typeof value === 'number') setLoad({ ...load, [key]: value });
      else if (key === 'rate' || key === 'budgetMs') setLoad({ ...USUAL, ...others });
    },
  });
  const start = async () => {
    setBusy(true);
    await onStart(load);
    setBusy(false);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div className={classes.fields}>
        <NumberInput label="Clients" min={1} max={1024} {...number('clients')} />
        <NumberInput
          label="Requests a second"
          placeholder="no limit"
          min={0.1}
          max={1_000_000}
          {...number('rate')}
        />
        <NumberInput
          label="p95 at most, ms"
          placeholder="any"
          min={0.1}
          max={3_600_000}
          {...number('budgetMs')}
        />
        <NumberInput label="Largest batch" min={1} max={4096} {...number('largestBatch')} />
        <NumberInput label="Seconds each" min={0.1} max={60} step={0.5} {...number('seconds')} />
        <NumberInput label="Settings at most" min={1} max={500} {...number('most')} />
      </div>
      <div className={classes.begin}>
        <Button type="submit" variant="filled" disabled={busy || blocked !== undefined}>
          Try settings
        </Button>
        <span className={classes.remark}>
          {blocked ?? `At most ${duration(load.most * (load.seconds + SECONDS_BESIDE))}; you can stop it.`}
        </span>
      </div>
    </form>
  );
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
