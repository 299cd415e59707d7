/**
 * A configuration's JSON form to read: fields that say nothing are left out, short lists stand on one line. An empty
 * message inside another one does say something: `version_policy { all { } }`.
 */
export function configJson(config: object): string {
  const said = Object.entries(config).filter(([, value]) => saysSomething(value) && !isEmptyMessage(value));
  return JSON.stringify(Object.fromEntries(said), (_key, value: unknown) => trimmed(value), 2).replace(
    /\[[^[\]{}]*\]/g,
    (list) => list.replace(/\s+/g, ' '),
  );
}

function trimmed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => saysSomething(member)));
}

/** Zeros, empty texts and empty lists are what a field is when nobody sets it. */
function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== '' && value !== false && value !== 0 && value !== null;
}

function isEmptyMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
