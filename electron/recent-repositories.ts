const MOST = 8;

/** The list after another repository is served: the one before it comes first, the new one is not in it. */
export function recentAfter(
  recent: readonly string[] = [],
  before: string | undefined,
  now: string,
): readonly string[] {
  const all = new Set([...(before === undefined ? [] : [before]), ...recent]);
  all.delete(now);
  return [...all].slice(0, MOST);
}
