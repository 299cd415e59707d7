/** JSON has no infinity: the largest number stands for it, so that a report can be kept and told. */
export function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
