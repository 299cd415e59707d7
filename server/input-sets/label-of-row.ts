import type { SetRow } from './set-row.ts';

/** Rows with labels that the model knows, and a remark about those that it does not. */
export interface LabelledRows {
  readonly rows: readonly SetRow[];
  readonly remarks: readonly string[];
}

const MOST_TOLD = 5;

/**
 * Writes labels as the label file does: one that it does not have but that is a number counts as its line, from 0. A row
 * whose label is neither is left without one, so that it counts neither as right nor as wrong.
 * @param labels of the label file; undefined when the model has none
 */
export function withKnownLabels(
  rows: readonly SetRow[],
  labels: readonly string[] | undefined,
): LabelledRows {
  if (labels === undefined) return { rows, remarks: [] };
  const known = new Set(labels);
  const unknown = new Map<string, number>();
  const labelled = rows.map(({ label, ...row }): SetRow => {
    if (label === undefined) return row;
    const named = known.has(label) ? label : /^\d+$/.test(label) ? labels[Number(label)] : undefined;
    if (named !== undefined) return { ...row, label: named };
    unknown.set(label, (unknown.get(label) ?? 0) + 1);
    return row;
  });
  const told = [...unknown].slice(0, MOST_TOLD);
  const remarks = told.map(
    ([label, count]) =>
      `No label of the model is called ${label}; ${count === 1 ? 'its sample does' : `its ${count} samples do`} not count for accuracy.`,
  );
  const more = unknown.size - told.length;
  return {
    rows: labelled,
    remarks: more === 0 ? remarks : [...remarks, `The model does not know ${more} more labels either.`],
  };
}
