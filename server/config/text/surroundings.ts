import { joinPath, keyPath } from '../path.ts';
import type { Field } from '../schema/field.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { fieldOf, messageNamed } from '../schema/schema.ts';
import type { BlockNode, ConfigDocument, EntryNode, ValueNode } from './document.ts';
import { keyOf } from './locate.ts';
import { nodesOf } from './written.ts';

/** What an offset lies in: the innermost block with its fields, and the entry of it, if the offset is in one. */
export interface Surroundings {
  readonly block: BlockNode;
  /** The block's message; a map's entry has the fields `key` and `value` and the name of its map. */
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly path: string;
  readonly entry: EntryNode | undefined;
}

/** Descends to an offset, as far as the schema knows the way. */
export function surroundingsAt(document: ConfigDocument, offset: number): Surroundings {
  const { fields } = messageNamed('ModelConfig');
  return descend(
    { block: document.root, typeName: 'ModelConfig', fields, path: '', entry: undefined },
    offset,
  );
}

/** The path of the field at an offset: `input[0].dims`. */
export function pathAt(document: ConfigDocument, offset: number): string {
  const { entry, path, fields, block } = surroundingsAt(document, offset);
  return entry === undefined ? path : entryPath(block, entry, fields, path, offset);
}

function descend(outer: Surroundings, offset: number): Surroundings {
  const entry = outer.block.entries.find(({ start, end }) => start <= offset && offset <= end);
  const here = { ...outer, entry };
  if (entry === undefined) return here;
  const field = fieldOf(outer, entry.name.text);
  const block = blockAt(entry, offset);
  if (field === undefined || block === undefined) return here;
  const path = entryPath(outer.block, entry, outer.fields, outer.path, offset);
  if (field.cardinality === 'map')
    return descend(
      { ...mapEntryOf(outer.typeName, entry.name.text, field), block, path, entry: undefined },
      offset,
    );
  if (field.kind !== 'message') return here;
  return descend(
    { block, typeName: field.type, fields: messageNamed(field.type).fields, path, entry: undefined },
    offset,
  );
}

/** The block of an entry whose braces are around the offset. */
function blockAt(entry: EntryNode, offset: number): BlockNode | undefined {
  const inside = (node: ValueNode) => node.kind === 'block' && node.start < offset && offset < node.end;
  const found = nodesOf([entry]).find(inside);
  return found?.kind === 'block' ? found : undefined;
}

function entryPath(
  block: BlockNode,
  entry: EntryNode,
  fields: Surroundings['fields'],
  outer: string,
  offset: number,
): string {
  const name = entry.name.text;
  const path = name === 'value' ? outer : joinPath(outer, name);
  const cardinality = fieldOf({ fields }, name)?.cardinality;
  if (cardinality === undefined) return path;
  const nodes = nodesOf(block.entries.filter((other) => other.name.text === name));
  const index = nodes.findIndex((node) => node.start <= offset && offset <= node.end);
  const node = nodes[index];
  if (node === undefined) return path;
  return cardinality === 'many' ? `${path}[${index}]` : keyPath(path, keyOf(node) ?? '');
}
