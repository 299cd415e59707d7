import type { BlockNode, EntryNode, ValueNode } from './document.ts';

/** One value of a field, and the entry that it stands in. */
export interface WrittenValue {
  readonly entry: EntryNode;
  readonly node: ValueNode;
}

/** The values of a field, whether written as a list, in entries of their own, or both. */
export function valuesIn(entries: readonly EntryNode[]): readonly WrittenValue[] {
  return entries.flatMap<WrittenValue>((entry) =>
    entry.value.kind === 'list'
      ? entry.value.items.map((node) => ({ entry, node }))
      : [{ entry, node: entry.value }],
  );
}

/** The same, without the entries. */
export function nodesOf(entries: readonly EntryNode[]): readonly ValueNode[] {
  return entries.flatMap<ValueNode>((entry) =>
    entry.value.kind === 'list' ? entry.value.items : [entry.value],
  );
}

type ByName = ReadonlyMap<
  string,
  { readonly entries: readonly EntryNode[]; readonly values: readonly WrittenValue[] }
>;

/** A block never changes, so its fields are sorted out once, however many findings are looked up in it. */
const SORTED = new WeakMap<BlockNode, ByName>();

/** What a block says for a field. */
export function writtenFor(node: ValueNode, name: string) {
  if (node.kind !== 'block') return undefined;
  const known = SORTED.get(node) ?? sortedByName(node);
  SORTED.set(node, known);
  return known.get(name);
}

function sortedByName({ entries }: BlockNode): ByName {
  const groups = new Map<string, EntryNode[]>();
  for (const entry of entries) {
    const group = groups.get(entry.name.text);
    if (group === undefined) groups.set(entry.name.text, [entry]);
    else group.push(entry);
  }
  return new Map([...groups].map(([name, group]) => [name, { entries: group, values: valuesIn(group) }]));
}
