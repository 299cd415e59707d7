import type { PathStep } from '../path.ts';
import { parsePath } from '../path.ts';
import type { TextRange } from '../problem.ts';
import type { ConfigDocument, EntryNode, ScalarNode, Span, ValueNode } from './document.ts';
import { rangeOf } from './document.ts';
import { stringValue } from './literals.ts';

/** Where a field is written, or as much of its path as is. */
export interface Located {
  /** The entry that names it; the file itself has none. */
  readonly entry: EntryNode | undefined;
  readonly node: ValueNode;
  /** Whether the whole path is written, and not only its beginning. */
  readonly exact: boolean;
}

/** The values of a repeated field, whether written as a list, on lines of their own, or both. */
export function nodesOf(entries: readonly EntryNode[]): readonly ValueNode[] {
  return entries.flatMap<ValueNode>((entry) =>
    entry.value.kind === 'list' ? entry.value.items : [entry.value],
  );
}

/** Finds the text of a field such as `input[0].dims`. */
export function locate(document: ConfigDocument, path: string): Located {
  let place: Located = { entry: undefined, node: document.root, exact: true };
  let candidates: readonly EntryNode[] = [];
  for (const step of parsePath(path)) {
    const next = step.kind === 'field' ? entriesNamed(place.node, step.name) : candidates;
    const found = step.kind === 'field' ? placeOf(next) : itemOf(next, step);
    if (found === undefined) return { ...place, exact: false };
    candidates = next;
    place = found;
  }
  return place;
}

const entriesNamed = (node: ValueNode, name: string) =>
  node.kind === 'block' ? node.entries.filter((entry) => entry.name.text === name) : [];

function placeOf(entries: readonly EntryNode[]): Located | undefined {
  const entry = entries[0];
  return entry && { entry, node: entry.value, exact: true };
}

function itemOf(entries: readonly EntryNode[], step: PathStep): Located | undefined {
  const nodes = nodesOf(entries);
  const node =
    step.kind === 'index' ? nodes[step.index] : nodes.findLast((pair) => keyOf(pair) === keyIn(step));
  if (node === undefined) return undefined;
  const entry = entries.find(({ start, end }) => start <= node.start && node.end <= end);
  return { entry, node: step.kind === 'key' ? (valueOf(node) ?? node) : node, exact: true };
}

const keyIn = (step: PathStep) => (step.kind === 'key' ? step.key : undefined);

/** The key of a map's entry as written. */
export function keyOf(pair: ValueNode): string | undefined {
  const key = entriesNamed(pair, 'key')[0]?.value;
  return key?.kind === 'scalar' ? scalarTextOf(key) : undefined;
}

/** What a scalar says: its strings joined and unescaped, or its number or name as written. */
export function scalarTextOf({ tokens }: ScalarNode): string {
  const parts = tokens.map(({ kind, text }) => (kind === 'string' ? stringValue(text) : { value: text }));
  return parts.map((part) => ('value' in part ? part.value : '')).join('');
}

const valueOf = (pair: ValueNode) => entriesNamed(pair, 'value')[0]?.value;

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
