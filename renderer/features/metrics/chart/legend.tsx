import type { ChartLine, ChartRow } from '../series/chart-data.ts';
import classes from './time-chart.module.css';

interface LegendProps {
  readonly lines: readonly ChartLine[];
  readonly values: ChartRow['values'];
  readonly format: (value: number) => string;
}

/** The lines of a chart with their values; a dash where there is none. */
export function Legend({ lines, values, format }: LegendProps) {
  return (
    <div className={classes.legend}>
      {lines.map(({ label, color, dash }, index) => {
        const value = values[index] ?? null;
        return (
          <span key={label} className={classes.entry}>
            <svg width="14" height="4" aria-hidden="true">
              <line
                x2="14"
                y1="2"
                y2="2"
                stroke={color}
                strokeWidth="3"
                strokeDasharray={dash === undefined ? undefined : '4 2'}
              />
            </svg>
            {label} <strong>{value === null ? '–' : format(value)}</strong>
          </span>
        );
      })}
    </div>
  );
}
