import type { Proof } from './proof.ts';

/** A proof as lines of text: a table of the largest differences, and what was run. */
export function proofText({ batches, equality, independence }: Proof): string {
  const width = Math.max(6, ...equality.map(({ output }) => output.length));
  const head = `${'output'.padEnd(width)}  largest difference   relative   among other rows`;
  const rows = equality.map((row, index) => {
    const among = independence[index]?.maxAbsolute ?? 0;
    const cells = [
      short(row.maxAbsolute).padStart(18),
      short(row.maxRelative).padStart(9),
      short(among).padStart(17),
    ];
    return `${row.output.padEnd(width)}  ${cells.join('  ')}`;
  });
  return [`Batches of ${batches.join(', ')} against the original, row by row:`, head, ...rows].join('\n');
}

/** A difference to two digits. */
function short(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}
