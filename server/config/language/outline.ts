import type { TextRange } from '../problem.ts';
import type { ConfigDocument, EntryNode, ValueNode } from '../text/document.ts';
import { rangeOf } from '../text/document.ts';
import { scalarTextOf } from '../text/locate.ts';
import { nodesOf } from '../text/written.ts';

/** One line of the editor's outline. */
export interface OutlineItem {
  readonly name: string;
  /** What tells it from others of its name: a tensor's name, a map's key, a scalar's value. */
  readonly detail: string;
  /** The whole entry. */
  readonly range: TextRange;
  /** The name, which is where a click goes. */
  readonly nameRange: TextRange;
  readonly children: readonly OutlineItem[];
}

/** The entries of a document as a tree, repeated blocks one by one. */
export function outlineOf(document: ConfigDocument): readonly OutlineItem[] {
  return itemsOf(document, document.root.entries);
}

function itemsOf(document: ConfigDocument, entries: readonly EntryNode[]): readonly OutlineItem[] {
  return entries.flatMap((entry) => nodesOfEntry(entry).map((node) => itemOf(document, entry, node)));
}

/** A list of blocks is an item for each; anything else is one item. */
function nodesOfEntry(entry: EntryNode): readonly ValueNode[] {
  const nodes = nodesOf([entry]);
  return nodes.length > 0 && nodes.every(({ kind }) => kind === 'block') ? nodes : [entry.value];
}

function itemOf(document: ConfigDocument, entry: EntryNode, node: ValueNode): OutlineItem {
  const isWhole = node === entry.value;
  return {
    name: entry.name.text,
    detail: detailOf(document, node),
    range: rangeOf(document.lineStarts, isWhole ? entry : node),
    nameRange: rangeOf(
      document.lineStarts,
      isWhole ? entry.name : { start: node.start, end: node.start + 1 },
    ),
    children: node.kind === 'block' ? itemsOf(document, node.entries) : [],
  };
}

/** The fields that people know a block by, the best first. */
const TELLING = ['name', 'model_name', 'key', 'input_name', 'kind'];

function detailOf({ text }: ConfigDocument, node: ValueNode): string {
  if (node.kind === 'scalar') return scalarTextOf(node);
  if (node.kind !== 'block')
    return text.slice(node.start, Math.min(node.end, node.start + 80)).replaceAll(/\s+/g, ' ');
  const telling = TELLING.flatMap(
    (name) => node.entries.find((entry) => entry.name.text === name)?.value ?? [],
  )[0];
  return telling?.kind === 'scalar' ? scalarTextOf(telling) : '';
}
