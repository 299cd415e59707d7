/**
 * Where a key leads in a list: arrows, as well as `j` and `k`, Home and End.
 * @returns a place from 0 to `length - 1`; undefined for any other key
 */
export function stepAfter(key: string, at: number, length: number): number | undefined {
  const last = Math.max(0, length - 1);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(last, at + 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
