import type { TrialState } from '../../../server/lifecycle/trial/contract.ts';
import { formatCount, formatMs, formatNumber, formatPercent } from '../../ui/format.ts';
import report from './compare-report.module.css';
import classes from './live-trial.module.css';
import { SideMark } from './side-mark.tsx';

/** What both versions did with live requests so far. Numbers that still move carry no verdict. */
export function TrialNumbers({ trial }: { readonly trial: TrialState }) {
  const { arms, mirrored, kind } = trial;
  return (
    <>
      <table className={report.table}>
        <thead>
          <tr>
            {['Version', 'Requests', 'Failed', 'p50 ms', 'p90 ms', 'p99 ms'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['a', 'b'] as const).map((side) => (
            <tr key={side}>
              <th scope="row">
                <SideMark side={side === 'a' ? 'A' : 'B'} /> {`v${trial[side]}`}
              </th>
              <td>{formatCount(arms[side].requests)}</td>
              <td>{formatCount(arms[side].failures)}</td>
              <td>{msOr(arms[side].p50)}</td>
              <td>{msOr(arms[side].p90)}</td>
              <td>{msOr(arms[side].p99)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {kind === 'mirror' ? <p className={classes.foot}>{mirrorSentence(mirrored)}</p> : null}
      <p className={classes.foot}>
        These numbers still move and come from different requests, so they carry no verdict; a comparison
        gives one.
      </p>
    </>
  );
}

function mirrorSentence({
  compared,
  same,
  classified,
  sameClass,
  maxAbsolute,
  skipped,
}: TrialState['mirrored']) {
  if (compared === 0) return 'No answers were compared yet.';
  const parts = [
    `${formatCount(compared)} answers compared: ${formatPercent(same / compared)} the same within the tolerance`,
    ...(classified === 0 ? [] : [`${formatPercent(sameClass / classified)} with the same first class`]),
    `at most ${formatNumber(maxAbsolute)} apart`,
    ...(skipped === 0 ? [] : [`${formatCount(skipped)} skipped because the other version was busy`]),
  ];
  return `${parts.join(', ')}.`;
}

function msOr(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : formatMs(milliseconds);
}
