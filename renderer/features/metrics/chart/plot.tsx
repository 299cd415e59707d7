import { memo } from 'react';
import { Area, Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { formatClock } from '../../../ui/format.ts';
import type { ChartLine, ChartRow } from '../series/chart-data.ts';
import { PLOT_LEFT, PLOT_RIGHT, PLOT_TOP, X_AXIS } from './plot-frame.ts';

export type PlotKind = 'lines' | 'stack' | 'steps' | 'bars';

interface PlotProps {
  readonly kind: PlotKind;
  readonly lines: readonly ChartLine[];
  readonly rows: readonly ChartRow[];
  readonly from: number;
  readonly to: number;
}

const TICK = { fontSize: 11, fill: 'var(--text3)' };

/** The lines of a chart over time. What moves with the pointer lies above it, so that it need not be drawn again. */
export const Plot = memo(function Plot({ kind, lines, rows, from, to }: PlotProps) {
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={100}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: PLOT_TOP, right: PLOT_RIGHT, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        barGap={0}
        barCategoryGap={0}
      >
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          height={X_AXIS}
          ticks={ticksOf(from, to)}
          interval={0}
          tickFormatter={(at: number) => formatClock(at).slice(0, to - from > 600_000 ? 5 : 8)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--line2)' }}
          allowDataOverflow
        />
        <YAxis
          width={PLOT_LEFT}
          domain={[0, 'auto']}
          tickCount={5}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => compact(value)}
        />
        {lines.map((line, index) => part(kind, line, index))}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function part(kind: PlotKind, { label, color, dash }: ChartLine, index: number) {
  const shared = {
    key: label,
    dataKey: (row: ChartRow) => row.values[index] ?? null,
    name: label,
    isAnimationActive: false,
    stroke: color,
  } as const;
  if (kind === 'bars') {
    const { key, ...rest } = shared;
    return <Bar key={key} {...rest} stackId="all" fill={color} strokeWidth={2} />;
  }
  if (kind === 'stack') {
    const { key, ...rest } = shared;
    return <Area key={key} {...rest} stackId="all" fill={color} fillOpacity={0.16} strokeWidth={2} />;
  }
  const { key, ...rest } = shared;
  return (
    <Line
      key={key}
      {...rest}
      type={kind === 'steps' ? 'stepAfter' : 'linear'}
      dot={false}
      activeDot={false}
      strokeWidth={2}
      {...(dash !== undefined && { strokeDasharray: dash })}
    />
  );
}

const TICKS = 4;

function ticksOf(from: number, to: number): number[] {
  return Array.from({ length: TICKS }, (_, index) => from + ((index + 0.5) * (to - from)) / TICKS);
}

/** `1.2 k`, `0.25`: an axis has little room. */
function compact(value: number): string {
  if (value >= 1000) return `${Number((value / 1000).toFixed(1))}\u00a0k`;
  return String(Number(value.toPrecision(3)));
}
