import { formatClock } from '../../../ui/format.ts';
import type { ChartData } from '../series/chart-data.ts';
import classes from './time-chart.module.css';

interface TimeTableProps {
  readonly data: ChartData;
  readonly format: (value: number) => string;
}

/** A chart in numbers, newest first. */
export function TimeTable({ data: { lines, rows }, format }: TimeTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <div className={classes.table} tabIndex={0} role="region" aria-label="Values">
      <table>
        <thead>
          <tr>
            <th>Time</th>
            {lines.map(({ label }) => (
              <th key={label}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ at, values }) => (
            <tr key={at}>
              <td>{formatClock(at)}</td>
              {lines.map(({ label }, index) => (
                <td key={label}>{format1(values[index], format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function format1(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}
