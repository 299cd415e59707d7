import { formatNumber } from '../../ui/format.ts';
import classes from './compare-report.module.css';
import type { OutputRow } from '../../../server/comparison/report.ts';

/** How far apart the outputs lie, one row an output. */
export function OutputsTable({ outputs }: { readonly outputs: readonly OutputRow[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Output</th>
          <th scope="col">Differs in</th>
          <th scope="col">Max abs.</th>
          <th scope="col">Mean abs.</th>
          <th scope="col">Max rel.</th>
          <th scope="col">Lowest cosine</th>
          <th scope="col">NaN, Inf</th>
        </tr>
      </thead>
      <tbody>
        {outputs.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.name}
              {row.problem === undefined ? null : <p>{row.problem}</p>}
            </th>
            <td>{`${row.differing} of ${row.compared}`}</td>
            <td>{numberOr(row.maxAbsolute)}</td>
            <td>{numberOr(row.meanAbsolute)}</td>
            <td>{numberOr(row.maxRelative)}</td>
            <td>{numberOr(row.lowestCosine)}</td>
            <td>{row.notFinite}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function numberOr(number: number | undefined): string {
  return number === undefined ? '–' : formatNumber(number);
}
