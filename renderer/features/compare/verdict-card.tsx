import type { AccuracyComparison } from '../../../server/comparison/accuracy.ts';
import { needs, VERDICT_WORDS } from '../../../server/comparison/sentence.ts';
import { verdictSentence } from '../../../server/comparison/verdict-sentence.ts';
import type { Verdict } from '../../../server/comparison/verdict.ts';
import { formatMs, formatPercent } from '../../ui/format.ts';
import type { Report } from '../../../server/comparison/report.ts';
import classes from './verdict-card.module.css';

/** What can be said, in one sentence, and each question's verdict with its numbers. */
export function VerdictCard({ report }: { readonly report: Report }) {
  const { accuracy, latency } = report;
  const { margins } = report.plan;
  const [median] = latency.percentiles;
  const thin = latency.percentiles[3];
  return (
    <section className={classes.card} aria-label="Verdict">
      <h2 className={classes.sentence}>{verdictSentence(report)}</h2>
      <dl className={classes.questions}>
        {accuracy === undefined ? null : (
          <Question
            name="Accuracy"
            verdict={accuracy.verdict}
            detail={accuracyDetail(accuracy.numbers, margins.accuracyPoints)}
          />
        )}
        {[median, thin].map((row) =>
          row === undefined ? null : (
            <Question
              key={row.percentile}
              name={`Latency p${Math.round(row.percentile * 100)}`}
              verdict={row.verdict}
              detail={
                row.verdict.state === 'undecided'
                  ? needs(row.verdict.moreSamples, 'requests')
                  : `${formatMs(row.a)} → ${formatMs(row.b)} ms, margin ${margins.relativeLatency * 100} %`
              }
            />
          ),
        )}
        {accuracy === undefined ? null : (
          <div className={classes.question}>
            <dt>Same answer</dt>
            <dd className={classes.verdict}>
              {formatPercent(accuracy.numbers.sameAnswer / accuracy.numbers.samples)}
            </dd>
            <dd>{`McNemar mid-p ${formatP(accuracy.numbers.midP)}`}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function accuracyDetail({ a, b }: AccuracyComparison, margin: number): string {
  return `${formatPercent(a)} → ${formatPercent(b)}, margin ${margin} points`;
}

function formatP(p: number): string {
  return p < 0.001 ? p.toExponential(1) : p.toFixed(3);
}

interface QuestionProps {
  readonly name: string;
  readonly verdict: Verdict;
  readonly detail: string;
}

function Question({ name, verdict, detail }: QuestionProps) {
  return (
    <div className={classes.question}>
      <dt>{name}</dt>
      <dd className={classes.verdict} data-verdict={verdict.state}>
        {VERDICT_WORDS[verdict.state]}
      </dd>
      <dd>{detail}</dd>
    </div>
  );
}
