const MOST = 8;

/** The list after other repositories are served: those before that are not served now come first. */
export function recentAfter(
  recent: readonly string[] = [],
  before: readonly string[],
  now: readonly string[],
): readonly string[] {
  const all = new Set([...before, ...recent]);
  for (const served of now) all.delete(served);
  return [...all].slice(0, MOST);
}
