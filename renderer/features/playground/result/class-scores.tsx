import { SegmentedControl, Switch, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import classes from './class-scores.module.css';
import { NumberList } from './number-list.tsx';
import { looksLikeProbabilities, type RankedClass, topK } from '../../../../server/comparison/top-k.ts';

interface ClassScoresProps {
  readonly scores: Float64Array;
  readonly labels: readonly string[] | undefined;
  readonly version: number;
  readonly other: { readonly version: number; readonly scores: Float64Array } | undefined;
}

const TOP = 5;
const MOST_BARS = 1000;

type View = 'top' | 'all' | 'raw';

/** The likeliest classes as bars, the other version's beside them. */
export function ClassScores({ scores, labels, version, other }: ClassScoresProps) {
  const [view, setView] = useState<View>('top');
  const [showOther, setShowOther] = useState(true);
  const beside = showOther ? other : undefined;
  const probable = looksLikeProbabilities(scores);
  const format = probable ? formatPercent : formatNumber;
  const ranked = topK(scores, view === 'top' ? TOP : MOST_BARS, labels);
  return (
    <>
      <Headline scores={scores} labels={labels} other={other} format={format} />
      {view === 'raw' ? (
        <NumberList numbers={scores} />
      ) : (
        <Bars
          ranked={ranked}
          scores={scores}
          beside={beside}
          version={version}
          probable={probable}
          format={format}
        />
      )}
      <div className={classes.foot}>
        <SegmentedControl
          aria-label="Which classes"
          value={view}
          onChange={setView}
          data={[
            { value: 'top', label: `Top ${Math.min(TOP, scores.length)}` },
            ...(scores.length > TOP ? [{ value: 'all' as const, label: `All ${scores.length}` }] : []),
            { value: 'raw', label: 'Raw' },
          ]}
        />
        {other === undefined ? null : (
          <Switch
            label={`Show v${other.version}`}
            checked={showOther}
            onChange={(event) => setShowOther(event.currentTarget.checked)}
          />
        )}
      </div>
    </>
  );
}

type Format = (score: number) => string;

interface HeadlineProps extends Pick<ClassScoresProps, 'scores' | 'labels' | 'other'> {
  readonly format: Format;
}

function Headline({ scores, labels, other, format }: HeadlineProps) {
  const [best] = topK(scores, 1, labels);
  if (best === undefined)
    return <p className={classes.said}>Every score is NaN: the model computed nothing usable.</p>;
  const otherBest = other === undefined ? undefined : topK(other.scores, 1, labels)[0];
  return (
    <div className={classes.headline}>
      {best.label.length <= 3 ? (
        <span className={classes.tile} aria-hidden="true">
          {best.label}
        </span>
      ) : null}
      <div>
        <p className={classes.answer}>
          It says <strong>{best.label}</strong>
        </p>
        <p className={classes.said}>
          {format(best.score)}
          {other === undefined || otherBest === undefined ? null : (
            <span data-differs={otherBest.index !== best.index || undefined}>
              {' '}
              · version {other.version} said {otherBest.label} · {format(otherBest.score)}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

interface BarsProps {
  readonly ranked: readonly RankedClass[];
  readonly scores: Float64Array;
  readonly beside: ClassScoresProps['other'];
  readonly version: number;
  readonly probable: boolean;
  readonly format: Format;
}

function Bars({ ranked, scores, beside, version, probable, format }: BarsProps) {
  const share = probable ? (score: number) => score : relativeTo([...scores, ...(beside?.scores ?? [])]);
  return (
    <table className={classes.bars}>
      <thead className={classes.heads} data-alone={beside === undefined || undefined}>
        <tr>
          <th scope="col">
            <VisuallyHidden>Class</VisuallyHidden>
          </th>
          <td />
          <th scope="col">v{version}</th>
          {beside === undefined ? null : <th scope="col">v{beside.version}</th>}
        </tr>
      </thead>
      <tbody>
        {ranked.map(({ index, label, score }, place) => {
          const otherScore = beside?.scores[index];
          return (
            <tr key={index} data-first={place === 0 || undefined}>
              <th scope="row" className={classes.label} title={label}>
                {label}
              </th>
              <td className={classes.tracks} aria-hidden="true">
                <span className={classes.track}>
                  <span className={classes.bar} style={{ width: `${share(score) * 100}%` }} />
                </span>
                {otherScore === undefined ? null : (
                  <span className={classes.thinTrack}>
                    <span className={classes.thinBar} style={{ width: `${share(otherScore) * 100}%` }} />
                  </span>
                )}
              </td>
              <td className={classes.score}>{format(score)}</td>
              {otherScore === undefined ? null : <td className={classes.otherScore}>{format(otherScore)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Bar lengths for scores that are no probabilities: from the smallest score or zero to the largest. */
function relativeTo(scores: readonly number[]): (score: number) => number {
  const finite = scores.filter(Number.isFinite);
  const least = Math.min(0, ...finite);
  const span = Math.max(0, ...finite) - least || 1;
  return (score) => (score - least) / span;
}
