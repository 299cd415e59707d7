export interface LineChange {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The lines of two short texts as one list: what both have, what only one has, by their longest common subsequence. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const common = commonLengths(a, b);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      changes.push({ kind: 'removed', text: left ?? '' });
      i += 1;
    } else {
      changes.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return changes;
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

type Lengths = readonly (readonly number[])[];

const at = (lengths: Lengths, i: number, j: number) => lengths[i]?.[j] ?? 0;

/** How many lines the rest of one text from `i` on and the rest of the other from `j` on have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Lengths {
  let below: readonly number[] = [];
  const lengths = a.toReversed().map((line) => {
    const under = below;
    const row: number[] = [];
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = line === b[j] ? (under[j + 1] ?? 0) + 1 : Math.max(under[j] ?? 0, row[j + 1] ?? 0);
    }
    below = row;
    return row;
  });
  return lengths.toReversed();
}
