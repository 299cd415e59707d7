import { useMemo, useRef, useState } from 'react';
import { Card } from '../../../ui/card.tsx';
import type { TimelineEvent } from '../events/timeline-event.ts';
import { type ChartData, rowAt, withGaps } from '../series/chart-data.ts';
import { useMetricsView } from '../view.ts';
import { ChartActions } from './chart-actions.tsx';
import { Legend } from './legend.tsx';
import { Overlay } from './overlay.tsx';
import { Plot, type PlotKind } from './plot.tsx';
import { TimeTable } from './time-table.tsx';
import classes from './time-chart.module.css';

interface TimeChartProps {
  readonly title: string;
  readonly note: string;
  readonly kind: PlotKind;
  readonly data: ChartData;
  readonly format: (value: number) => string;
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly events: readonly TimelineEvent[];
  /** Said in place of the lines when there is nothing to draw. */
  readonly empty: string;
}

/** A chart over time with its legend, which follows the crosshair, and the same as a table. */
export function TimeChart({
  title,
  note,
  kind,
  data,
  format,
  from,
  to,
  stepMs,
  events,
  empty,
}: TimeChartProps) {
  const [table, setTable] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const crosshair = useMetricsView((view) => view.pinned ?? view.hovered);
  const rows = useMemo(() => withGaps(data.rows, stepMs), [data.rows, stepMs]);
  const isEmpty = data.rows.every(({ values }) => values.every((value) => value === null));
  const shown = crosshair === undefined ? data.rows.at(-1) : rowAt(data.rows, crosshair);
  return (
    <Card
      title={title}
      note={note}
      actions={
        <ChartActions title={title} data={data} plot={plot} table={table} onTable={() => setTable(!table)} />
      }
    >
      {table ? (
        <TimeTable data={data} format={format} />
      ) : (
        <>
          <Legend lines={data.lines} values={shown?.values ?? []} format={format} />
          <div ref={plot} className={classes.plot}>
            <Plot kind={kind} lines={data.lines} rows={rows} from={from} to={to} />
            <Overlay from={from} to={to} events={events} />
            {isEmpty ? <p className={classes.empty}>{empty}</p> : null}
          </div>
        </>
      )}
    </Card>
  );
}
