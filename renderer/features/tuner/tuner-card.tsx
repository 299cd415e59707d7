import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TuningStart, TuningState } from '../../../server/tuner/contract.ts';
import { startTuning, stopTuning, tuningQuery } from '../../queries/tuning.ts';
import { Card } from '../../ui/card.tsx';
import { counted } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import { ProgressRing } from '../../ui/progress-ring.tsx';
import { LoadForm } from './load-form.tsx';
import { SettingDialog } from './setting-dialog.tsx';
import classes from './tuner.module.css';
import { TuningChart } from './tuning-chart.tsx';
import { TuningTable } from './tuning-table.tsx';

interface TunerCardProps {
  readonly model: string;
  /** Why it cannot be tuned now, as a sentence. */
  readonly blocked: string | undefined;
}

/** Tries settings on a model under a load that a person describes, and shows what each gives. */
export function TunerCard({ model, blocked }: TunerCardProps) {
  const client = useQueryClient();
  const { data: tuning } = useQuery(tuningQuery(model));
  const [chosen, setChosen] = useState<string>();
  const begin = async (start: TuningStart) => {
    try {
      client.setQueryData(tuningQuery(model).queryKey, await startTuning(model, start));
    } catch (thrown) {
      notifyFailure(`${model} cannot be tuned`, thrown);
    }
  };
  return (
    <Card title="Find the best setting" note="instances, batch sizes, delay, threads">
      <p className={classes.lead}>
        The model is loaded with one setting after the other and put under load. Its requests wait meanwhile;
        nothing is written before you choose a setting.
      </p>
      {tuning?.state === 'running' ? (
        <Running tuning={tuning} />
      ) : (
        <LoadForm before={tuning?.start} blocked={blocked} onStart={begin} />
      )}
      {tuning === null || tuning === undefined ? null : <Found tuning={tuning} onUse={setChosen} />}
      {tuning && chosen !== undefined ? (
        <SettingDialog
          id={tuning.id}
          model={model}
          settingKey={chosen}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </Card>
  );
}

function Running({ tuning }: { readonly tuning: TuningState }) {
  const client = useQueryClient();
  const [stopping, setStopping] = useState(false);
  const { id, model, tried, start } = tuning;
  const stop = async () => {
    setStopping(true);
    try {
      client.setQueryData(tuningQuery(model).queryKey, await stopTuning(id));
    } catch (thrown) {
      notifyFailure('The tuning was not stopped', thrown);
    } finally {
      setStopping(false);
    }
  };
  return (
    <div className={classes.running}>
      <p role="status" className={classes.phase}>
        <ProgressRing size={14} />
        {stopping
          ? 'Loading the model as the disk has it'
          : `Tried ${tried.length} of up to ${counted(start.most, 'setting')}`}
      </p>
      <Button onClick={() => void stop()} disabled={stopping}>
        Stop
      </Button>
    </div>
  );
}

interface FoundProps {
  readonly tuning: TuningState;
  readonly onUse: (key: string) => void;
}

function Found({ tuning, onUse }: FoundProps) {
  const { state, tried, message, nextStep } = tuning;
  return (
    <>
      {state === 'failed' ? (
        <p role="alert" className={classes.trouble}>
          {message} {nextStep}
        </p>
      ) : null}
      {tried.length === 0 ? null : (
        <div className={classes.found}>
          <TuningChart tuning={tuning} />
          <TuningTable tuning={tuning} onUse={onUse} />
        </div>
      )}
    </>
  );
}
