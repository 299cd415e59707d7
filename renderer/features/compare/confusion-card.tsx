import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Confusion, confusionOf } from '../../../server/comparison/confusion.ts';
import { judgedSamples, type Report } from '../../../server/comparison/report.ts';
import { Card } from '../../ui/card.tsx';
import classes from './confusion-card.module.css';

/** More rows than anybody can read. */
const MOST_CLASSES = 40;

const VIEWS = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
  { value: 'difference', label: 'B − A' },
] as const;

type View = (typeof VIEWS)[number]['value'];

/** Which class was taken for which: by A, by B, and what changed between them. */
export function ConfusionCard({ report }: { readonly report: Report }) {
  const [view, setView] = useState<View>('difference');
  const confusion = useMemo(() => confusionOf(judgedSamples(report.run)), [report]);
  return (
    <Card
      title="Confusion"
      note="rows are true, columns answered"
      actions={
        <SegmentedControl aria-label="Confusion of" value={view} onChange={setView} data={[...VIEWS]} />
      }
    >
      {confusion.classes.length > MOST_CLASSES ? (
        <p>{confusion.classes.length} classes are too many to draw; the samples can be exported as CSV.</p>
      ) : (
        <Matrix confusion={confusion} view={view} />
      )}
    </Card>
  );
}

function Matrix({ confusion, view }: { readonly confusion: Confusion; readonly view: View }) {
  const { classes: names } = confusion;
  const cells = cellsOf(confusion, view);
  const largest = Math.max(
    1,
    ...cells.flatMap((row, truth) => row.map((n, at) => (at === truth ? 0 : Math.abs(n)))),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Confusion matrix">
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((truth, row) => (
            <tr key={truth}>
              <th scope="row">{truth}</th>
              {names.map((answer, column) => (
                <Cell
                  key={answer}
                  count={cells[row]?.[column] ?? 0}
                  isRight={row === column}
                  isChange={view === 'difference'}
                  largest={largest}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellsOf({ a, b }: Confusion, view: View): readonly (readonly number[])[] {
  if (view !== 'difference') return view === 'a' ? a : b;
  return b.map((row, truth) => row.map((count, answer) => count - (a[truth]?.[answer] ?? 0)));
}

interface CellProps {
  readonly count: number;
  /** Whether the answer of this cell is the right one. */
  readonly isRight: boolean;
  readonly isChange: boolean;
  /** The largest count that is a mistake; it has the strongest colour. */
  readonly largest: number;
}

/** More right answers and fewer mistakes are good; everything else with a count is not. */
function Cell({ count, isRight, isChange, largest }: CellProps) {
  if (count === 0) return <td data-zero>·</td>;
  const isGood = isRight ? count > 0 : count < 0;
  const strength = isRight && !isChange ? 20 : 12 + 58 * Math.min(1, Math.abs(count) / largest);
  const colour = isGood ? '--ready' : '--unavailable';
  const words = isChange && count > 0 ? `+${count}` : String(count).replace('-', '−');
  return (
    <td style={{ background: `color-mix(in srgb, var(${colour}) ${strength.toFixed(0)}%, transparent)` }}>
      {words}
    </td>
  );
}
