import { SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { Report } from '../../../server/comparison/report.ts';
import type { SampleResult } from '../../../server/comparison/run.ts';
import type { RankedClass } from '../../../server/comparison/top-k.ts';
import { pictureAddress } from '../../queries/comparisons.ts';
import { Card } from '../../ui/card.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import classes from './changed-samples.module.css';
import { SampleDetail } from './sample-detail.tsx';
import { sampleGroups } from './sample-groups.ts';
import { SideMark } from './side-mark.tsx';
import { stepAfter } from './step-after.ts';

/** More rows than anybody walks through. */
const MOST_SAMPLES = 1000;

interface ChangedSamplesProps {
  /** Of the comparison. */
  readonly id: string;
  readonly report: Report;
}

/** Sample by sample: what B fixed, what it broke, where the numbers part; walked by keyboard, one of them opened. */
export function ChangedSamples({ id, report }: ChangedSamplesProps) {
  const groups = useMemo(() => sampleGroups(report.run), [report]);
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState(0);
  const group =
    groups.find(({ name }) => name === chosen) ?? groups.find(({ samples }) => samples.length > 0);
  const samples = group?.samples.slice(0, MOST_SAMPLES) ?? [];
  const hidden = (group?.samples.length ?? 0) - samples.length;
  const open = samples[at];
  const pictureOf = (sample: SampleResult) =>
    report.set.pictures ? pictureAddress(id, sample.at) : undefined;
  return (
    <Card title="Where they disagree" note="arrows or j and k walk">
      <SegmentedControl
        aria-label="Which samples"
        fullWidth
        value={group?.name ?? groups[0]?.name ?? ''}
        onChange={(name) => {
          setChosen(name);
          setAt(0);
        }}
        data={groups.map(({ name, samples: { length } }) => ({ value: name, label: `${name} ${length}` }))}
      />
      {samples.length === 0 ? (
        <p className={classes.none}>None.</p>
      ) : (
        <SampleList samples={samples} at={at} onOpen={setAt} pictureOf={pictureOf} />
      )}
      {hidden === 0 ? null : (
        <p className={classes.none}>{`${formatCount(hidden)} more; the export has all.`}</p>
      )}
      {open === undefined ? null : <SampleDetail sample={open} picture={pictureOf(open)} />}
    </Card>
  );
}

interface SampleListProps {
  readonly samples: readonly SampleResult[];
  /** Which of them is open, from 0. */
  readonly at: number;
  readonly onOpen: (at: number) => void;
  readonly pictureOf: (sample: SampleResult) => string | undefined;
}

function SampleList({ samples, at, onOpen, pictureOf }: SampleListProps) {
  const id = useId();
  const optionId = (place: number) => `${id}-${place}`;
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const next =
      event.altKey || event.ctrlKey || event.metaKey ? undefined : stepAfter(event.key, at, samples.length);
    if (next === undefined) return;
    event.preventDefault();
    onOpen(next);
    document.querySelector(`#${CSS.escape(optionId(next))}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a select cannot show pictures.
    <div
      className={classes.list}
      role="listbox"
      aria-label="Samples"
      tabIndex={0}
      aria-activedescendant={optionId(at)}
      onKeyDown={walk}
    >
      {samples.map((sample, place) => (
        <SampleRow
          key={sample.at}
          id={optionId(place)}
          sample={sample}
          isOpen={place === at}
          onOpen={() => onOpen(place)}
          picture={pictureOf(sample)}
        />
      ))}
    </div>
  );
}

interface SampleRowProps {
  readonly id: string;
  readonly sample: SampleResult;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** Its address, where it is one. */
  readonly picture: string | undefined;
}

function SampleRow({ id, sample: { name, label, ranked }, isOpen, onOpen, picture }: SampleRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the open one.
    <div id={id} role="option" aria-selected={isOpen} className={classes.row} onClick={onOpen}>
      {picture === undefined ? null : (
        <img src={picture} alt={name} width={36} height={36} className={classes.picture} loading="lazy" />
      )}
      {label === undefined ? null : (
        <span>
          is <strong>{label}</strong>
        </span>
      )}
      {ranked === undefined ? null : (
        <>
          <Answer side="A" top={ranked.a[0]} label={label} />
          <Answer side="B" top={ranked.b[0]} label={label} />
        </>
      )}
      <span className={classes.name}>{name}</span>
    </div>
  );
}

interface AnswerProps {
  readonly side: 'A' | 'B';
  readonly top: RankedClass;
  /** The true one, where it is known. */
  readonly label: string | undefined;
}

function Answer({ side, top, label }: AnswerProps) {
  const right = top.label === label;
  return (
    <span className={classes.answer} data-right={label === undefined ? undefined : right}>
      <SideMark side={side} />
      <strong>{top.label}</strong>
      {top.score >= 0 && top.score <= 1 ? formatPercent(top.score) : null}
      {label === undefined ? null : (
        <span aria-label={right ? 'right' : 'wrong'} role="img">
          {right ? '✓' : '✕'}
        </span>
      )}
    </span>
  );
}
