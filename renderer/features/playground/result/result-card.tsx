import { TbCircleCheckFilled } from 'react-icons/tb';
import { useEffect, useRef } from 'react';
import { Card } from '../../../ui/card.tsx';
import { formatMilliseconds } from '../../../ui/format.ts';
import { Tag } from '../../../ui/tag.tsx';
import { fingerprint } from '../fingerprint.ts';
import { type Answer, otherAnswer, useRuns } from '../runs.ts';
import type { Playground } from '../use-playground.ts';
import { OutputView } from './output-view.tsx';
import { RequestTimeline } from './request-timeline.tsx';
import classes from './result-card.module.css';
import { FailedRun, NoAnswerYet, RunningNow } from './result-states.tsx';
import { TimingBar } from './timing-bar.tsx';

/** What the model answered, beside what another version said to the same input, and where the time went. */
export function ResultCard({ playground }: { readonly playground: Playground }) {
  const { run, answers } = useRuns(playground.detail.summary.name);
  const [answer] = answers;
  const card = useScrolledIntoView(answer);
  return (
    <div ref={card} className={classes.column}>
      <Card
        title="Result"
        note={answer === undefined ? null : <Tag mono>v{answer.version}</Tag>}
        actions={answer === undefined ? null : <Took answer={answer} />}
        foot={answer === undefined ? undefined : <WhereTimeWent playground={playground} answer={answer} />}
        className={classes.card}
      >
        <div aria-live="polite" className={classes.live}>
          {run.state === 'running' ? <RunningNow version={run.version} startedAt={run.startedAt} /> : null}
          {run.state === 'failed' ? <FailedRun run={run} /> : null}
          {answer === undefined ? (
            run.state === 'idle' && <NoAnswerYet />
          ) : (
            <AnswerView playground={playground} answer={answer} other={otherAnswer(answers)} />
          )}
        </div>
      </Card>
    </div>
  );
}

/** In one column the answer would come out of sight, below the form. */
const ONE_COLUMN = '(max-width: 719px)';

function useScrolledIntoView(answer: Answer | undefined) {
  const card = useRef<HTMLDivElement>(null);
  const shown = useRef(answer);
  useEffect(() => {
    if (answer === shown.current) return;
    shown.current = answer;
    if (window.matchMedia(ONE_COLUMN).matches) card.current?.scrollIntoView({ block: 'start' });
  }, [answer]);
  return card;
}

function Took({ answer }: { readonly answer: Answer }) {
  return (
    <span className={classes.took}>
      <TbCircleCheckFilled size={16} aria-hidden="true" />
      {formatMilliseconds(answer.timing.total)}
    </span>
  );
}

/** Models that others run behind: of the rest, the bar says everything. */
const RUNS_OTHERS = ['ensemble', 'python'];

function WhereTimeWent({ playground, answer }: Pick<AnswerViewProps, 'playground' | 'answer'>) {
  const { platform, backend } = playground.detail.summary;
  const runsOthers = RUNS_OTHERS.includes(platform) || RUNS_OTHERS.includes(backend);
  return (
    <div className={classes.time}>
      <TimingBar timing={answer.timing} />
      {runsOthers && answer.traceKey !== undefined ? <RequestTimeline traceKey={answer.traceKey} /> : null}
    </div>
  );
}

interface AnswerViewProps {
  readonly playground: Playground;
  readonly answer: Answer;
  readonly other: Answer | undefined;
}

function AnswerView({ playground, answer, other }: AnswerViewProps) {
  const { detail } = playground;
  const stale = staleness(playground, answer);
  return (
    <div className={classes.answer} data-stale={stale !== undefined || undefined}>
      {stale === undefined ? null : <p className={classes.stale}>{stale}</p>}
      {answer.outputs.map((output) => (
        <OutputView
          key={output.name}
          output={output}
          facts={detail.outputs.find(({ name }) => name === output.name)}
          version={answer.version}
          other={other?.outputs.find(({ name }) => name === output.name)}
          otherVersion={other?.version}
          titled={answer.outputs.length > 1}
        />
      ))}
    </div>
  );
}

/** Why the answer shown is not the answer to what is put in now. */
function staleness({ inputs, version }: Playground, answer: Answer): string | undefined {
  const tensors = inputs.flatMap(({ built }) => (built.state === 'ready' ? [built.tensor] : []));
  if (tensors.length > 0 && fingerprint(tensors) !== answer.question)
    return 'The input has changed since this answer.';
  if (version !== undefined && version !== answer.version) {
    return `This is what v${answer.version} said. Run to ask v${version}.`;
  }
  return undefined;
}
