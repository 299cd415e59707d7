import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { confusionOf } from '../../../server/comparison/confusion.ts';
import { type ClassRow, type ClassScores, perClass } from '../../../server/comparison/per-class.ts';
import { judgedSamples, type Report } from '../../../server/comparison/report.ts';
import { Card } from '../../ui/card.tsx';
import { formatPercent } from '../../ui/format.ts';
import classes from './compare-report.module.css';
import { SideMark } from './side-mark.tsx';

const MEASURES = [
  { value: 'recall', label: 'Recall' },
  { value: 'precision', label: 'Precision' },
  { value: 'f1', label: 'F1' },
] as const satisfies readonly { readonly value: keyof ClassScores; readonly label: string }[];

type Measure = (typeof MEASURES)[number]['value'];

/** How well each side tells each class; what B made worse stands first. */
export function ClassTable({ report }: { readonly report: Report }) {
  const [measure, setMeasure] = useState<Measure>('recall');
  const rows = useMemo(() => {
    const judged = judgedSamples(report.run);
    return perClass(judged, confusionOf(judged));
  }, [report]);
  const sorted = rows.toSorted((x, y) => changeOf(x, measure) - changeOf(y, measure));
  return (
    <Card
      title="Class by class"
      note="worst change first"
      flush
      actions={
        <SegmentedControl
          aria-label="Measure of each class"
          value={measure}
          onChange={setMeasure}
          data={[...MEASURES]}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <div className={classes.tall} tabIndex={0} role="region" aria-label="Scores of each class">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">Samples</th>
              <th scope="col">
                <SideMark side="A" />
              </th>
              <th scope="col">
                <SideMark side="B" />
              </th>
              <th scope="col">Points</th>
              {measure === 'recall' ? <th scope="col">95 % interval</th> : null}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <Row key={row.name} row={row} measure={measure} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface RowProps {
  readonly row: ClassRow;
  readonly measure: Measure;
}

/** A change whose interval holds 0 may be chance, and is grey. */
function Row({ row, measure }: RowProps) {
  const { name, samples, a, b, recallInterval: interval } = row;
  const [before, after] = [a[measure], b[measure]];
  const mayBeChance =
    measure === 'recall' && interval !== undefined && interval.low <= 0 && interval.high >= 0;
  return (
    <tr className={mayBeChance ? classes.thin : undefined}>
      <th scope="row">{name}</th>
      <td>{samples}</td>
      <td>{shareOr(before)}</td>
      <td>{shareOr(after)}</td>
      <td>{before === undefined || after === undefined ? '–' : points(changeOf(row, measure))}</td>
      {measure === 'recall' ? (
        <td>{interval === undefined ? '–' : `${points(interval.low)} … ${points(interval.high)}`}</td>
      ) : null}
    </tr>
  );
}

/** In percentage points; 0 where a side has no such number. */
function changeOf({ a, b }: ClassRow, measure: Measure): number {
  const [before, after] = [a[measure], b[measure]];
  return before === undefined || after === undefined ? 0 : 100 * (after - before);
}

function shareOr(share: number | undefined): string {
  return share === undefined ? '–' : formatPercent(share);
}

function points(difference: number): string {
  const words = Math.abs(difference).toFixed(1);
  if (words === '0.0') return '0.0';
  return `${difference < 0 ? '−' : '+'}${words}`;
}
