import type { LatencyComparison } from '../../../server/comparison/latency.ts';
import { needs } from '../../../server/comparison/sentence.ts';
import { formatMs } from '../../ui/format.ts';
import classes from './compare-report.module.css';
import { SideMark } from './side-mark.tsx';

/** Percentiles of both sides; one with too few samples beyond it is grey and says how many are missing. */
export function LatencyTable({ latency }: { readonly latency: LatencyComparison }) {
  const { shift } = latency;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Percentile</th>
          <th scope="col">
            <SideMark side="A" />
          </th>
          <th scope="col">
            <SideMark side="B" />
          </th>
          <th scope="col">Difference</th>
          <th scope="col">95 % interval</th>
        </tr>
      </thead>
      <tbody>
        {latency.percentiles.map(({ percentile, a, b, difference, interval, verdict }) => (
          <tr key={percentile} className={interval === undefined ? classes.thin : undefined}>
            <th scope="row">p{Math.round(percentile * 100)}</th>
            <td>{formatMs(a)}</td>
            <td>{formatMs(b)}</td>
            <td>{interval === undefined ? '' : signed(difference)}</td>
            <td>
              {interval === undefined
                ? `too few: ${needs(verdict.state === 'undecided' ? verdict.moreSamples : 0, 'requests')}`
                : `${signed(interval.low)} … ${signed(interval.high)}`}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">Shift</th>
          <td colSpan={2}>Hodges–Lehmann</td>
          <td>{signed(shift.estimate)}</td>
          <td>{`${signed(shift.interval.low)} … ${signed(shift.interval.high)}`}</td>
        </tr>
      </tbody>
    </table>
  );
}

function signed(milliseconds: number): string {
  return `${milliseconds < 0 ? '−' : '+'}${formatMs(Math.abs(milliseconds))}`;
}
