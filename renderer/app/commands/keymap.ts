import { LISTED, type ListedId, type Place } from './catalogue.ts';

/** Keys given to commands by their id, in place of those they come with; empty: none. */
export type Rebound = Readonly<Record<string, string>>;

/** The key that runs a command now; undefined when none does. */
export function keyOf(id: string, rebound: Rebound): string | undefined {
  const key = rebound[id] ?? LISTED.find((listed) => listed.id === id)?.key;
  return key === '' ? undefined : key;
}

/** The other commands that a key would run too, in a place where this one can be given. */
export function conflictsOf(id: ListedId, key: string, rebound: Rebound): readonly ListedId[] {
  const place = LISTED.find((listed) => listed.id === id)?.place ?? 'Anywhere';
  return LISTED.filter((other) => other.id !== id && meet(place, other.place))
    .filter((other) => keyOf(other.id, rebound)?.toLowerCase() === key.toLowerCase())
    .map((other) => other.id);
}

/** Whether commands of two places can be on screen together. */
function meet(a: Place, b: Place): boolean {
  return a === b || isEverywhere(a) || isEverywhere(b) || holds(a, b) || holds(b, a);
}

function isEverywhere(place: Place): boolean {
  return place === 'Anywhere' || place === 'Desktop';
}

/** The tabs of a model are inside its page; the list of models is beside all that is not about the whole server. */
function holds(outer: Place, inner: Place): boolean {
  if (outer === 'Models') return inner !== 'Metrics' && inner !== 'Logs';
  return outer === 'Model' && (inner === 'Test' || inner === 'Configuration');
}
