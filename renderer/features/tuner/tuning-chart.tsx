import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { TriedSetting, TuningState } from '../../../server/tuner/contract.ts';
import { formatCount, formatMilliseconds } from '../../ui/format.ts';
import { settingWords } from './setting-words.ts';
import classes from './tuner.module.css';

const TICK = { fontSize: 11, fill: 'var(--text3)' };
const LABEL = { fontSize: 11, fill: 'var(--text2)' };

/** Throughput against p95: every setting a point, those that none beats joined by a line, the best one ringed. */
export function TuningChart({ tuning }: { readonly tuning: TuningState }) {
  const { tried, best, start } = tuning;
  const measured = tried.filter(({ p95, failed }) => p95 !== null && failed === 0);
  const front = measured
    .filter(({ onFront }) => onFront)
    .sort((a, b) => (a.p95 ?? 0) - (b.p95 ?? 0))
    .map((point) => ({ ...point, isBest: point.key === best }));
  const others = measured.filter(({ onFront }) => !onFront);
  return (
    <figure className={classes.figure}>
      <div className={classes.plot}>
        <ResponsiveContainer width="100%" height="100%" debounce={100}>
          <ScatterChart margin={{ top: 12, right: 16, bottom: 20, left: 8 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--grid)" />
            <XAxis
              dataKey="p95"
              type="number"
              domain={[0, 'auto']}
              tick={TICK}
              label={{ ...LABEL, value: 'p95, ms', position: 'insideBottom', offset: -12 }}
            />
            <YAxis
              dataKey="throughput"
              type="number"
              domain={[0, 'auto']}
              tick={TICK}
              tickFormatter={(value: number) => formatCount(value)}
              label={{ ...LABEL, value: 'requests/s', angle: -90, position: 'insideLeft' }}
            />
            {start.budgetMs === undefined ? null : (
              <ReferenceLine x={start.budgetMs} stroke="var(--attention)" strokeDasharray="4 3" />
            )}
            <Tooltip cursor={false} isAnimationActive={false} content={<PointWords />} />
            <Scatter data={others} fill="var(--text3)" opacity={0.6} isAnimationActive={false} />
            <Scatter
              data={front}
              line={{ stroke: 'var(--s1)', strokeWidth: 2 }}
              shape={FrontPoint}
              isAnimationActive={false}
            />
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <figcaption className={classes.caption}>
        Beaten by no other in both ways: {front.length} of {measured.length}.
      </figcaption>
    </figure>
  );
}

interface FrontPointProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: { readonly isBest: boolean };
}

function FrontPoint({ cx, cy, payload }: FrontPointProps) {
  return (
    <g>
      {payload?.isBest === true ? (
        <circle cx={cx} cy={cy} r={9} fill="none" stroke="var(--s1)" strokeWidth={1.5} />
      ) : null}
      <circle cx={cx} cy={cy} r={4.5} fill="var(--s1)" />
    </g>
  );
}

interface PointWordsProps {
  readonly payload?: readonly { readonly payload?: TriedSetting }[];
}

/** What a point is, beside the pointer. */
function PointWords({ payload }: PointWordsProps) {
  const point = payload?.[0]?.payload;
  if (point === undefined) return null;
  return (
    <div className={classes.tip}>
      <strong>{formatCount(Math.round(point.throughput))}/s</strong>, p95 {formatMilliseconds(point.p95 ?? 0)}
      <br />
      {settingWords(point.setting)}
    </div>
  );
}
