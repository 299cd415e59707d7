/** One step of a field path: a name, an index into a list, or a key of a map. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'key'; readonly key: string };

const STEP = /\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** `input` and `dims` to `input.dims`; at the root, the name alone. */
export function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The path of a map's entry: `parameters["k"]`. */
export function keyPath(path: string, key: string): string {
  return `${path}[${JSON.stringify(key)}]`;
}

/** `input[0].dims` and `parameters["k"].string_value` as steps; whatever is no step ends the path. */
export function parsePath(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  for (let found = STEP.exec(path); found !== null; found = STEP.exec(path)) {
    const [, name, index, key] = found;
    if (name !== undefined) steps.push({ kind: 'field', name });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else steps.push({ kind: 'key', key: unquoted(key) });
  }
  return steps;
}

function unquoted(key: string | undefined): string {
  const value: unknown = JSON.parse(key ?? '""');
  return String(value);
}

/** The last field named in a path: `dims` for `input[0].dims[1]`. */
export function fieldName(path: string): string {
  const name = parsePath(path).findLast((step) => step.kind === 'field');
  return name?.kind === 'field' ? name.name : path;
}

/** The path without its last field and what follows that: `input[0]` for `input[0].dims[1]`. */
export function parentPath(path: string): string {
  return path.replace(/(^|\.)[A-Za-z_][A-Za-z0-9_]*(\[(\d+|"(?:[^"\\]|\\.)*")\])*$/, '');
}
