import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { AccuracyComparison, Outcome } from '../../../server/comparison/accuracy.ts';
import { Card } from '../../ui/card.tsx';
import { formatPercent } from '../../ui/format.ts';
import type { RankedClass } from '../../../server/comparison/top-k.ts';
import classes from './changed-samples.module.css';
import { judgedSamples, type JudgedSample, type Report } from '../../../server/comparison/report.ts';
import { pictureAddress } from '../../queries/comparisons.ts';
import { SideMark } from './side-mark.tsx';

const KINDS = [
  { outcome: 'fixed', word: 'Fixed' },
  { outcome: 'broken', word: 'Broken' },
  { outcome: 'both-wrong', word: 'Both wrong' },
] as const satisfies readonly { readonly outcome: Outcome; readonly word: string }[];

interface ChangedSamplesProps {
  /** Of the comparison. */
  readonly id: string;
  readonly report: Report;
  readonly counts: AccuracyComparison['counts'];
}

/** Sample by sample: what B fixed, what it broke, what neither got right. */
export function ChangedSamples({ id, report, counts }: ChangedSamplesProps) {
  const [outcome, setOutcome] = useState<string>('fixed');
  const judged = useMemo(() => judgedSamples(report.run), [report]);
  const shown = judged.filter((sample) => sample.outcome === outcome);
  return (
    <Card title="Changed samples" note={`${counts.fixed + counts.broken} changed`}>
      <SegmentedControl
        aria-label="Which samples"
        fullWidth
        value={outcome}
        onChange={setOutcome}
        data={KINDS.map(({ outcome: value, word }) => ({ value, label: `${word} ${counts[value]}` }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard. */}
      <ul className={classes.list} aria-label="Samples" tabIndex={0}>
        {shown.map((sample) => (
          <SampleRow
            key={sample.at}
            sample={sample}
            picture={report.set.pictures ? pictureAddress(id, sample.at) : undefined}
          />
        ))}
      </ul>
      {shown.length === 0 ? <p className={classes.none}>None.</p> : null}
    </Card>
  );
}

interface SampleRowProps {
  readonly sample: JudgedSample;
  /** Its address, where it is one. */
  readonly picture: string | undefined;
}

function SampleRow({ sample: { name, a, b, label, outcome }, picture }: SampleRowProps) {
  return (
    <li className={classes.row} data-outcome={outcome}>
      {picture === undefined ? null : (
        <img src={picture} alt={name} width={36} height={36} className={classes.picture} loading="lazy" />
      )}
      <span>
        is <strong>{label}</strong>
      </span>
      <Answer side="A" top={a} right={a.label === label} />
      <Answer side="B" top={b} right={b.label === label} />
      <span className={classes.name}>{name}</span>
    </li>
  );
}

interface AnswerProps {
  readonly side: 'A' | 'B';
  readonly top: RankedClass;
  readonly right: boolean;
}

function Answer({ side, top, right }: AnswerProps) {
  return (
    <span className={classes.answer} data-right={right}>
      <SideMark side={side} />
      <strong>{top.label}</strong>
      {top.score >= 0 && top.score <= 1 ? formatPercent(top.score) : null}
      <span aria-label={right ? 'right' : 'wrong'} role="img">
        {right ? '✓' : '✕'}
      </span>
    </span>
  );
}
