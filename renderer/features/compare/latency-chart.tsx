import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { ascending, quantileOfSorted } from '../../../server/comparison/quantile.ts';
import type { Report } from '../../../server/comparison/report.ts';

const STEPS = 100;

/** Which share of the requests was answered within which time, for both sides. The slowest percent lies beyond the edge. */
export default function LatencyChart({ report }: { readonly report: Report }) {
  const [a, b] = [curveOf(report.run.latency.a), curveOf(report.run.latency.b)];
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart margin={{ top: 8, right: 16, bottom: 4, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="milliseconds"
          type="number"
          domain={[0, 'auto']}
          unit=" ms"
          tick={{ fontSize: 11, fill: 'var(--text3)' }}
          allowDuplicatedCategory={false}
        />
        <YAxis
          dataKey="share"
          type="number"
          domain={[0, 100]}
          unit=" %"
          tick={{ fontSize: 11, fill: 'var(--text3)' }}
        />
        <Legend />
        <Line
          data={a}
          dataKey="share"
          name={`A ${report.a}`}
          stroke="var(--s1)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          data={b}
          dataKey="share"
          name={`B ${report.b}`}
          stroke="var(--s2)"
          strokeWidth={2}
          strokeDasharray="7 3"
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function curveOf(samples: readonly number[]) {
  const sorted = ascending(samples);
  return Array.from({ length: STEPS }, (_, share) => ({
    share,
    milliseconds: quantileOfSorted(sorted, share / STEPS),
  }));
}
