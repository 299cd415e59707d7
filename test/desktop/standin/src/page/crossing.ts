/** A value with its functions replaced, so that it can cross between the worlds. */
export type Crossing = unknown;

export interface FunctionMark {
  readonly standinFunction: number;
}

export function isFunctionMark(value: unknown): value is FunctionMark {
  return typeof value === 'object' && value !== null && 'standinFunction' in value;
}

/** Rebuilds arrays and plain objects with each leaf replaced; files and other platform objects are leaves. */
export function mapLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (isFunctionMark(value)) return replace(value);
  if (Array.isArray(value)) return value.map((entry) => mapLeaves(entry, replace));
  const isPlain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapLeaves(entry, replace)]));
}
