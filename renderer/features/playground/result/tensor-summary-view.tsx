import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount, formatNumber } from '../../../ui/format.ts';
import { NumberList } from './number-list.tsx';
import { histogram, largestDifference, summarize } from './summarize.ts';
import classes from './tensor-summary-view.module.css';

interface TensorSummaryViewProps {
  readonly numbers: Float64Array;
  readonly version: number;
  readonly other: { readonly version: number; readonly numbers: Float64Array } | undefined;
}

/** Up to this many values each gets a bar of its own; more become a histogram. */
const MOST_BARS = 128;
const BINS = 48;

/** A tensor that is no classes and no text: its size and range, a picture of its values, the first of them. */
export function TensorSummaryView({ numbers, version, other }: TensorSummaryViewProps) {
  const [view, setView] = useState<'summary' | 'raw'>('summary');
  const { count, finite, min, max, mean, norm } = useMemo(() => summarize(numbers), [numbers]);
  const difference = other === undefined ? undefined : largestDifference(numbers, other.numbers);
  return (
    <>
      <div className={classes.switch}>
        <SegmentedControl
          aria-label="How to show it"
          value={view}
          onChange={setView}
          data={[
            { value: 'summary', label: 'Summary' },
            { value: 'raw', label: 'Raw' },
          ]}
        />
      </div>
      {view === 'raw' ? (
        <NumberList numbers={numbers} />
      ) : (
        <>
          <ValueBars numbers={numbers} />
          <dl className={classes.facts}>
            <Fact name="Values">{formatCount(count)}</Fact>
            <Fact name="Min">{formatNumber(min)}</Fact>
            <Fact name="Max">{formatNumber(max)}</Fact>
            <Fact name="Mean">{formatNumber(mean)}</Fact>
            <Fact name="Norm">{formatNumber(norm)}</Fact>
          </dl>
          <FirstValues numbers={numbers} />
          {finite < count ? (
            <p className={classes.warning}>{formatCount(count - finite)} values are NaN or infinite.</p>
          ) : null}
          {difference === undefined || other === undefined ? null : (
            <p className={classes.difference}>
              {difference.difference === 0
                ? `Equal to version ${other.version}, value by value.`
                : `Version ${version} differs from version ${other.version} by at most ${formatNumber(difference.difference)}, at value ${difference.index + 1}.`}
            </p>
          )}
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const FIRST = 16;

function FirstValues({ numbers }: { readonly numbers: Float64Array }) {
  const first = Array.from(numbers.subarray(0, FIRST), (number) => formatNumber(number)).join('  ');
  return (
    <p className={classes.first}>
      <code>
        {first}
        {numbers.length > FIRST ? '  …' : ''}
      </code>
    </p>
  );
}

function ValueBars({ numbers }: { readonly numbers: Float64Array }) {
  if (numbers.length < 2) return null;
  const each = numbers.length <= MOST_BARS;
  const bars = each ? [...numbers] : histogram(numbers, BINS);
  const finite = bars.filter(Number.isFinite);
  const top = Math.max(0, ...finite);
  const bottom = Math.min(0, ...finite);
  const span = top - bottom || 1;
  const label = each
    ? 'A bar for each value'
    : 'How many values fall into each step from the smallest to the largest';
  return (
    <figure>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${bars.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line className={classes.zero} x1={0} x2={bars.length} y1={top / span} y2={top / span} />
        {bars.map((bar, at) => {
          const value = Number.isFinite(bar) ? bar : 0;
          const height = Math.abs(value) / span;
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a value is its place
            <rect key={at} x={at + 0.1} width={0.8} y={(top - Math.max(0, value)) / span} height={height} />
          );
        })}
      </svg>
      <figcaption className={classes.caption}>{label}.</figcaption>
    </figure>
  );
}
