import { useQuery } from '@tanstack/react-query';
import type { RequestSpan, Stage } from '../../../../server/telemetry/trace/contract.ts';
import { traceQuery } from '../../../queries/traces.ts';
import { formatMilliseconds, formatMs } from '../../../ui/format.ts';
import classes from './request-timeline.module.css';
import { spanDepths } from './span-depths.ts';
import type { TimingPart } from './timing-parts.ts';

/** The parts of the bar above have the same colours. */
const PARTS: Readonly<Record<Stage['name'], TimingPart['name']>> = {
  receive: 'Server',
  queue: 'Queue',
  input: 'Input',
  compute: 'Compute',
  output: 'Output',
  send: 'Server',
};

/** When each model was at work that a request went through; nothing where there was but one. */
export function RequestTimeline({ traceKey }: { readonly traceKey: string }) {
  const { data: spans = [] } = useQuery(traceQuery(traceKey));
  const [whole] = spans;
  if (whole === undefined || spans.length < 2) return null;
  const depths = spanDepths(spans);
  return (
    <section className={classes.timeline} aria-label="Models that the request went through">
      <h3 className={classes.title}>Through its models</h3>
      <ol className={classes.rows}>
        {spans.map((span) => (
          <li key={span.id} className={classes.row}>
            <span
              className={classes.model}
              style={{ paddingInlineStart: `${10 * (depths.get(span.id) ?? 0)}px` }}
              title={`${span.model}, version ${span.version}`}
            >
              {span.model} <small>v{span.version}</small>
            </span>
            <Track span={span} end={whole.to} isCause={spans.some(({ parent }) => parent === span.id)} />
            <span className={classes.took}>{formatMs(span.to - span.from)}</span>
          </li>
        ))}
      </ol>
      <p className={classes.axis} aria-hidden="true">
        <span>0</span>
        <span>{formatMilliseconds(whole.to)}</span>
      </p>
    </section>
  );
}

interface TrackProps {
  readonly span: RequestSpan;
  /** Where the axis ends. */
  readonly end: number;
  /** Whether it caused other requests: what they do is drawn in rows of their own. */
  readonly isCause: boolean;
}

function Track({ span, end, isCause }: TrackProps) {
  const at = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    insetInlineStart: `${(100 * from) / end}%`,
    width: `${(100 * (to - from)) / end}%`,
  });
  return (
    <span className={classes.track} role="img" aria-label={inWords(span)} title={inWords(span)}>
      <span className={classes.whole} style={at(span)} />
      {isCause
        ? null
        : span.stages.map((stage) => (
            <span
              key={stage.name}
              className={classes.stage}
              data-part={PARTS[stage.name]}
              style={at(stage)}
            />
          ))}
    </span>
  );
}

function inWords({ from, to, stages }: RequestSpan): string {
  const parts = stages.map((stage) => `${stage.name} ${formatMs(stage.to - stage.from)}`);
  return `From ${formatMs(from)} to ${formatMilliseconds(to)}: ${parts.join(', ')}`;
}
