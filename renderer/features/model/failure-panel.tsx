import { TbAlertOctagonFilled } from 'react-icons/tb';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Failure, ModelState } from '../../../server/protocols/desk/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { failureSentence, placeText } from '../repository/words.ts';
import classes from './failure-panel.module.css';
import { LoadStages } from './load-stages.tsx';
import { SourceExcerpt } from './source-excerpt.tsx';

const LogExcerpt = lazy(() => import('../logs/log-excerpt.tsx'));

interface FailurePanelProps {
  readonly model: string;
  readonly failure: Failure;
  readonly state: ModelState;
  readonly configText: string | null;
}

/** A failure that teaches: the sentence, its place in the file, what to do, and how far the load came. */
export function FailurePanel({ model, failure, state, configText }: FailurePanelProps) {
  const { place, nextStep } = failure;
  const line = place?.file.endsWith('config.pbtxt') ? place.line : undefined;
  return (
    <section className={classes.panel} aria-label="Why it failed">
      <TbAlertOctagonFilled size={18} className={classes.icon} aria-hidden="true" />
      <div className={classes.content}>
        <h2 className={classes.sentence}>{failureSentence(failure)}</h2>
        <p className={classes.consequence}>
          {place === undefined ? null : <code className={classes.place}>{placeText(place)}</code>}
          {nextStep === undefined ? '' : `${nextStep} `}
          {CONSEQUENCES[state]}
        </p>
        {configText === null || line === undefined ? null : (
          <SourceExcerpt text={configText} line={line} column={place?.column} />
        )}
        <div className={classes.foot}>
          <LoadStages stage={failure.stage} />
          {line === undefined ? null : (
            <Link
              to="."
              search={(previous) => ({ ...previous, tab: 'config', line })}
              className={classes.open}
            >
              Open at line {line}
            </Link>
          )}
          <CopyButton text={details(failure)}>Copy details</CopyButton>
        </div>
        <Suspense>
          <LogExcerpt of={around(model, failure)} nothing="The log has no line about it any more." />
        </Suspense>
      </div>
    </section>
  );
}

/** A load that fails has mostly begun in the minute before; its last word is written right after. */
function around(model: string, { at }: Failure) {
  return { model, from: Date.parse(at) - 60_000, to: Date.parse(at) + 1000 };
}

const OTHERS = 'Other models are not affected.';

const CONSEQUENCES: Readonly<Record<ModelState, string>> = {
  ready: 'What was loaded before keeps serving.',
  loading: 'It is being loaded again.',
  unloading: OTHERS,
  unavailable: `The model does not serve until this is fixed. ${OTHERS}`,
  'needs-approval': OTHERS,
  'not-loaded': OTHERS,
};

function details({ stage, message, place, nextStep, at }: Failure): string {
  const lines = [message, `stage: ${stage}`, place && `place: ${placeText(place)}`, nextStep, `at: ${at}`];
  return lines.filter((line) => line !== undefined).join('\n');
}
