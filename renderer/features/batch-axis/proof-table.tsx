import type { Proof } from '../../../server/batch-axis/contract.ts';
import classes from './batch-axis.module.css';

/** What was run to show that every row is answered as before. */
export function ProofTable({ proof }: { readonly proof: Proof }) {
  return (
    <section aria-label="Proof">
      <h3 className={classes.heading}>Proof</h3>
      <p className={classes.lead}>
        Batches of {proof.batches.join(', ')} were run against the original, row by row; then rows were put
        among quite different ones, which changed nothing.
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Output</th>
            <th scope="col">Rows</th>
            <th scope="col">Largest difference</th>
            <th scope="col">Relative</th>
            <th scope="col">Among other rows</th>
          </tr>
        </thead>
        <tbody>
          {proof.equality.map(({ output, rows, maxAbsolute, maxRelative }, index) => (
            <tr key={output}>
              <th scope="row">
                <code>{output}</code>
              </th>
              <td>{rows}</td>
              <td>{difference(maxAbsolute)}</td>
              <td>{difference(maxRelative)}</td>
              <td>{difference(proof.independence[index]?.maxAbsolute ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function difference(value: number): string {
  return value === 0 ? 'none' : value.toExponential(1).replace('e-', ' · 10⁻').replace(/\d+$/, superscript);
}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => DIGITS[Number(digit)] ?? '');
}
