import { diff3Merge } from 'node-diff3';

export interface MergedText {
  readonly text: string;
  /** Places that both sides changed, each in its own way; they are as in `mine`. */
  readonly conflicts: readonly { readonly line: number; readonly count: number }[];
}

/** Joins the changes of two texts that began from the same one. */
export function mergeTexts(mine: string, base: string, theirs: string): MergedText {
  const [ending = '\n'] = mine.match(/\r\n|\n/) ?? [];
  const [ours, origin, others] = [mine, base, theirs].map((text) => text.split(/\r?\n/));
  const lines: string[] = [];
  const conflicts: { line: number; count: number }[] = [];
  for (const region of diff3Merge(ours ?? [], origin ?? [], others ?? [], { excludeFalseConflicts: true })) {
    const { ok, conflict } = region;
    if (conflict !== undefined) conflicts.push({ line: lines.length + 1, count: conflict.a.length });
    lines.push(...(ok ?? conflict?.a ?? []));
  }
  return { text: lines.join(ending), conflicts };
}
