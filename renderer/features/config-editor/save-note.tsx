import type { Saving } from './use-save-config.ts';
import classes from './config-editor.module.css';

/** What the next save will do, or what the last one did. */
export function SaveNote({
  saving: { result, error, impact, isBusy, blocked },
}: {
  readonly saving: Saving;
}) {
  return (
    <p className={classes.note} aria-live="polite">
      {isBusy
        ? 'Saving, and loading the model again…'
        : error !== null
          ? error.message
          : blocked === undefined
            ? (impact?.reason ?? 'The model is not loaded; saving changes the file only.')
            : result === undefined
              ? blocked
              : OUTCOMES[result.outcome] + (result.failure === undefined ? '' : ` ${result.failure}`)}
    </p>
  );
}

const OUTCOMES = {
  saved: 'Saved.',
  loaded: 'Saved; the model serves with it.',
  'load-failed': 'Saved, but the model does not load with it; what served before goes on serving.',
} as const;
