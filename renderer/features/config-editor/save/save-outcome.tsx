import { TbAlertOctagonFilled, TbAlertTriangleFilled, TbCircleCheckFilled } from 'react-icons/tb';
import { InferdeckError } from '../../../../server/errors.ts';
import type { ConfigSaveResult } from '../../../../server/protocols/desk/contract.ts';
import { ProgressRing } from '../../../ui/progress-ring.tsx';
import type { Saving } from './use-save-config.ts';
import classes from './save-outcome.module.css';

interface SaveOutcomeProps {
  readonly saving: Saving;
  readonly name: string;
}

/** What the save under way does, and what the last one did. */
export function SaveOutcome({ saving: { isBusy, error, result }, name }: SaveOutcomeProps) {
  if (isBusy) {
    return (
      <p className={classes.outcome} role="status">
        <ProgressRing size={16} /> Saving, then {name} follows the file…
      </p>
    );
  }
  if (error !== null) return <Trouble error={error} />;
  return result === undefined ? null : <Done result={result} name={name} />;
}

function Trouble({ error }: { readonly error: Error }) {
  const next = error instanceof InferdeckError ? error.nextStep : undefined;
  return (
    <p className={classes.outcome} data-look="unavailable" role="alert">
      <TbAlertOctagonFilled size={16} aria-hidden="true" />
      <span>
        <strong>Not saved.</strong> {error.message} {next}
      </span>
    </p>
  );
}

function Done({ result: { outcome, failure }, name }: { result: ConfigSaveResult; name: string }) {
  if (outcome === 'load-failed') {
    return (
      <p className={classes.outcome} data-look="attention" role="status">
        <TbAlertTriangleFilled size={16} aria-hidden="true" />
        <span>
          <strong>Saved, but {name} does not load with it.</strong> {failure}
        </span>
      </p>
    );
  }
  return (
    <p className={classes.outcome} data-look="ready" role="status">
      <TbCircleCheckFilled size={16} aria-hidden="true" />
      <span>{outcome === 'loaded' ? `Saved. ${name} serves with it.` : 'Saved.'}</span>
    </p>
  );
}
