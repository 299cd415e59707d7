import { SegmentedControl } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { AccuracyComparison, Outcome } from '../../../server/comparison/accuracy.ts';
import { Card } from '../../ui/card.tsx';
import { formatPercent } from '../../ui/format.ts';
import type { RankedClass } from '../../../server/comparison/top-k.ts';
import classes from './changed-samples.module.css';
import type { JudgedSample, Report } from '../../../server/comparison/report.ts';
import type { Pictures } from './samples.ts';
import { SideMark } from './side-mark.tsx';

const KINDS = [
  { outcome: 'fixed', word: 'Fixed' },
  { outcome: 'broken', word: 'Broken' },
  { outcome: 'both-wrong', word: 'Both wrong' },
] as const satisfies readonly { readonly outcome: Outcome; readonly word: string }[];

interface ChangedSamplesProps {
  readonly report: Report;
  readonly counts: AccuracyComparison['counts'];
  readonly pictures: Pictures;
}

/** Sample by sample: what B fixed, what it broke, what neither got right. */
export function ChangedSamples({ report, counts, pictures }: ChangedSamplesProps) {
  const [outcome, setOutcome] = useState<string>('fixed');
  const shown = report.judged.filter((sample) => sample.outcome === outcome);
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
            key={sample.result.sample.name}
            sample={sample}
            file={pictures.get(sample.result.sample.name)}
          />
        ))}
      </ul>
      {shown.length === 0 ? <p className={classes.none}>None.</p> : null}
    </Card>
  );
}

interface SampleRowProps {
  readonly sample: JudgedSample;
  readonly file: File | undefined;
}

function SampleRow({ sample: { result, a, b, label, outcome }, file }: SampleRowProps) {
  const { name } = result.sample;
  return (
    <li className={classes.row} data-outcome={outcome}>
      {file === undefined ? null : <Thumbnail file={file} alt={name} />}
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

function Thumbnail({ file, alt }: { readonly file: File; readonly alt: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(file);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [file],
  );
  return <img ref={show} alt={alt} width={36} height={36} className={classes.picture} />;
}
