import { useRef, useState } from 'react';
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { Card } from '../../../ui/card.tsx';
import { download } from '../../../ui/download.ts';
import { formatCount } from '../../../ui/format.ts';
import { ActionIcon } from '@mantine/core';
import { TbDownload, TbTable } from 'react-icons/tb';
import classes from './time-chart.module.css';

interface Batches {
  readonly size: number;
  readonly executions: number;
}

const TICK = { fontSize: 11, fill: 'var(--text3)' };

/** How many batches of each size ran. */
export function BatchChart({
  batches,
  note,
}: {
  readonly batches: readonly Batches[];
  readonly note: string;
}) {
  const [table, setTable] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  return (
    <Card
      title="Batch size"
      note={note}
      actions={
        <>
          <ActionIcon
            aria-label="Export Batch size"
            onClick={() => download('inferdeck-batch-size.csv', csv(batches))}
          >
            <TbDownload size={16} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            aria-label="Batch size as a table"
            aria-pressed={table}
            onClick={() => setTable(!table)}
          >
            <TbTable size={16} aria-hidden="true" />
          </ActionIcon>
        </>
      }
    >
      {table ? (
        <BatchTable batches={batches} />
      ) : (
        <>
          <div className={classes.legend}>
            <span className={classes.entry}>
              average <strong>{averageWords(batches)}</strong>
            </span>
            <span className={classes.entry}>
              executions <strong>{formatCount(executionsOf(batches))}</strong>
            </span>
          </div>
          <div ref={plot} className={classes.plot}>
            <Bars batches={batches} />
            {batches.length === 0 ? <p className={classes.empty}>No batch ran in this time.</p> : null}
          </div>
        </>
      )}
    </Card>
  );
}

function Bars({ batches }: { readonly batches: readonly Batches[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={100}>
      <BarChart
        data={[...batches]}
        margin={{ top: 26, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="size"
          height={22}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--line2)' }}
        />
        <YAxis width={44} tick={TICK} tickLine={false} axisLine={false} allowDecimals={false} />
        <Bar
          dataKey="executions"
          fill="var(--s1)"
          isAnimationActive={false}
          radius={[3, 3, 0, 0]}
          maxBarSize={56}
        >
          <LabelList dataKey="executions" position="top" fontSize={11} fill="var(--text2)" />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

function BatchTable({ batches }: { readonly batches: readonly Batches[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <div className={classes.table} tabIndex={0} role="region" aria-label="Batches by size">
      <table>
        <thead>
          <tr>
            <th>Rows</th>
            <th>Executions</th>
          </tr>
        </thead>
        <tbody>
          {batches.map(({ size, executions }) => (
            <tr key={size}>
              <td>{size}</td>
              <td>{formatCount(executions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function executionsOf(batches: readonly Batches[]): number {
  return batches.reduce((sum, { executions }) => sum + executions, 0);
}

function averageWords(batches: readonly Batches[]): string {
  const executions = executionsOf(batches);
  if (executions === 0) return '–';
  return (batches.reduce((sum, batch) => sum + batch.size * batch.executions, 0) / executions).toFixed(1);
}

function csv(batches: readonly Batches[]): Blob {
  const rows = batches.map(({ size, executions }) => `${size},${executions}\r\n`);
  return new Blob([`rows,executions\r\n${rows.join('')}`], { type: 'text/csv' });
}
