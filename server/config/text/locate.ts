import type { PathStep } from '../path.ts';
import { parsePath } from '../path.ts';
import type { TextRange } from '../problem.ts';
import type { ConfigDocument, EntryNode, ScalarNode, Span, ValueNode } from './document.ts';
import { rangeOf } from './document.ts';
import { stringValue } from './literals.ts';
import type { WrittenValue } from './written.ts';
import { writtenFor } from './written.ts';

/** Where a field is written, or as much of its path as is. */
export interface Located {
  /** The entry that names it; the file itself has none. */
  readonly entry: EntryNode | undefined;
  readonly node: ValueNode;
  /** Whether the whole path is written, and not only its beginning. */
  readonly exact: boolean;
}

/** Finds the text of a field such as `input[0].dims`. */
export function locate(document: ConfigDocument, path: string): Located {
  let place: Located = { entry: undefined, node: document.root, exact: true };
  let values: readonly WrittenValue[] = [];
  for (const step of parsePath(path)) {
    const written = step.kind === 'field' ? writtenFor(place.node, step.name) : undefined;
    const found = step.kind === 'field' ? written && wholeOf(written.entries) : itemOf(values, step);
    if (found === undefined) return { ...place, exact: false };
    values = written?.values ?? [];
    place = found;
  }
  return place;
}

function wholeOf([entry]: readonly EntryNode[]): Located | undefined {
  return entry && { entry, node: entry.value, exact: true };
}

function itemOf(values: readonly WrittenValue[], step: PathStep): Located | undefined {
  if (step.kind === 'index') {
    const value = values[step.index];
    return value && { ...value, exact: true };
  }
  const pair = values.findLast(({ node }) => step.kind === 'key' && keyOf(node) === step.key);
  return pair && { entry: pair.entry, node: entryNamed(pair.node, 'value') ?? pair.node, exact: true };
}

/** The key of a map's entry as written. */
export function keyOf(pair: ValueNode): string | undefined {
  const key = entryNamed(pair, 'key');
  return key?.kind === 'scalar' ? scalarTextOf(key) : undefined;
}

const entryNamed = (node: ValueNode, name: string) =>
  node.kind === 'block' ? node.entries.find((entry) => entry.name.text === name)?.value : undefined;

/** What a scalar says: its strings joined and unescaped, or its number or name as written. */
export function scalarTextOf({ tokens }: ScalarNode): string {
  const parts = tokens.map(({ kind, text }) => (kind === 'string' ? stringValue(text) : { value: text }));
  return parts.map((part) => ('value' in part ? part.value : '')).join('');
}

/** The stretch of text that shows a field best: its value where that is short, otherwise its name. */
export function rangeOfField(document: ConfigDocument, path: string): TextRange {
  return rangeOf(document.lineStarts, spanToShow(locate(document, path)));
}

function spanToShow({ entry, node }: Located): Span {
  if (entry === undefined) return { start: 0, end: 0 };
  if (node.kind === 'scalar' || (node.kind === 'list' && node.items.every((item) => item.kind === 'scalar')))
    return node;
  const isOnlyItem = entry.value === node || (entry.value.kind === 'list' && entry.value.items.length === 1);
  if (isOnlyItem || node.kind !== 'block') return entry.name;
  return node.entries[0] ?? { start: node.start, end: node.start + 1 };
}
