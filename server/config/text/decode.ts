import { fieldName, joinPath, keyPath } from '../path.ts';
import type { Finding, Remedy } from '../problem.ts';
import { errorAt, warningAt } from '../problem.ts';
import { conflictOf } from '../schema/conflict.ts';
import { defaultOf, emptyMessage } from '../schema/defaults.ts';
import type { Field } from '../schema/field.ts';
import type { MapEntry } from '../schema/map-entry.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { messageNamed } from '../schema/schema.ts';
import type { ConfigMessage, ConfigValue } from '../schema/value.ts';
import { decodeScalar } from './decode-scalar.ts';
import type { BlockNode, EntryNode, ScalarNode, Span, ValueNode } from './document.ts';
import { keyOf } from './locate.ts';
import { nodesOf } from './written.ts';

/** Hears of everything the decoder cannot make sense of. */
export type Report = (at: Span, finding: Finding) => void;

/** A block's meaning: the fields it may hold, what errors call it, and the paths of its fields. */
interface Scope {
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly pathOf: (name: string) => string;
}

/** Gives the entries of a block their meaning. What cannot be read keeps its default, and is reported. */
export function decodeBlock(
  block: BlockNode,
  messageName: string,
  path: string,
  report: Report,
): ConfigMessage {
  const { fields } = messageNamed(messageName);
  return decodeScope(
    block,
    { typeName: messageName, fields, pathOf: (name) => joinPath(path, name) },
    report,
  );
}

function decodeScope(block: BlockNode, scope: Scope, report: Report): ConfigMessage {
  const groups = entriesByField(block, scope, report);
  const values = Object.entries(scope.fields).flatMap(([name, field]) => {
    const entries = groups.get(name);
    const value = entries && decodeField(entries, name, field, scope, report);
    const orDefault = value ?? defaultOf(field);
    return orDefault === undefined ? [] : [[name, orDefault] as const];
  });
  return Object.fromEntries(values);
}

/** The entries that count, by field: known to the message, given once unless repeated, and one of each oneof. */
function entriesByField(
  block: BlockNode,
  scope: Scope,
  report: Report,
): ReadonlyMap<string, readonly EntryNode[]> {
  const groups = new Map<string, EntryNode[]>();
  for (const entry of block.entries) {
    const name = entry.name.text;
    const conflict = conflictOf(name, scope.typeName, scope.fields, groups.keys());
    const group = groups.get(name);
    if (conflict !== undefined)
      report(
        entry.name,
        errorAt(scope.pathOf(name), conflict.message, { ...conflict, remedies: [without(entry)] }),
      );
    else if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return groups;
}

function without({ name, start, end }: EntryNode): Remedy {
  return { title: `Remove this ${name.text}`, changes: [{ kind: 'text', start, end, newText: '' }] };
}

function decodeField(
  entries: readonly EntryNode[],
  name: string,
  field: Field,
  scope: Scope,
  report: Report,
): ConfigValue | undefined {
  const path = scope.pathOf(name);
  const nodes = nodesOf(entries);
  if (field.cardinality === 'map')
    return decodeMap(nodes, mapEntryOf(scope.typeName, name, field), path, report);
  if (field.kind !== 'message') requireColons(entries, path, report);
  if (field.cardinality === 'many') {
    return nodes.flatMap((node, index) => decodeSingle(node, field, `${path}[${index}]`, report) ?? []);
  }
  const value = entries[0]?.value;
  return value && decodeSingle(value, field, path, report);
}

function requireColons(entries: readonly EntryNode[], path: string, report: Report): void {
  for (const { name, colon, value } of entries) {
    const bracket = openingOf(value);
    if (colon || bracket === undefined) continue;
    const change = { kind: 'text', start: name.end, end: name.end, newText: ':' } as const;
    const remedies = [{ title: 'Add the colon', changes: [change] }];
    report(name, errorAt(path, `Expected ":", found "${bracket}".`, { remedies }));
  }
}

const openingOf = (value: ValueNode) =>
  value.kind === 'list' ? '[' : value.kind === 'block' ? '{' : undefined;

function decodeSingle(node: ValueNode, field: Field, path: string, report: Report): ConfigValue | undefined {
  if (node.kind === 'missing') return undefined;
  if (field.kind === 'message') {
    if (node.kind === 'block') return decodeBlock(node, field.type, path, report);
    report(node, errorAt(path, `Expected "{", found "${openingOf(node) ?? firstText(node)}".`));
    return undefined;
  }
  if (node.kind === 'scalar') return decodeLeaf(node, field, path, report);
  report(
    node,
    errorAt(
      path,
      `Expected ${EXPECTED[field.kind === 'enum' ? 'enum' : field.type]}, got: ${openingOf(node)}`,
    ),
  );
  return undefined;
}

const firstText = (node: ValueNode) =>
  node.kind === 'scalar' ? (node.tokens[0]?.text.slice(0, 60) ?? '') : '';

const EXPECTED = {
  enum: 'integer or identifier',
  string: 'string',
  bool: 'identifier',
  int32: 'integer',
  uint32: 'integer',
  int64: 'integer',
  uint64: 'integer',
  float: 'double',
  double: 'double',
} as const;

function decodeLeaf(
  node: ScalarNode,
  field: Exclude<Field, { kind: 'message' }>,
  path: string,
  report: Report,
) {
  const { value, fault, warning, suggestion } = decodeScalar(node, field, fieldName(path));
  if (fault !== undefined) report(node, errorAt(path, fault, suggestion === undefined ? {} : { suggestion }));
  if (warning !== undefined) report(node, warningAt(path, warning));
  return value;
}

/** A map is written as blocks of one key and one value; the last one of a key counts. */
function decodeMap(
  nodes: readonly ValueNode[],
  entry: MapEntry,
  path: string,
  report: Report,
): ConfigMessage {
  const decoded = new Map<string, ConfigValue>();
  for (const node of nodes) {
    if (node.kind === 'block') {
      const [key, value] = decodePair(node, entry, path, report);
      if (decoded.has(key)) report(node, keyAgain(path, key));
      decoded.set(key, value);
    } else if (node.kind === 'scalar') {
      report(node, errorAt(path, `Expected "{", found "${firstText(node)}".`));
    }
  }
  return Object.fromEntries(decoded);
}

const keyAgain = (path: string, key: string) =>
  warningAt(keyPath(path, key), `The key "${key}" is given again; this one counts.`);

function decodePair(
  node: BlockNode,
  entry: MapEntry,
  path: string,
  report: Report,
): readonly [string, ConfigValue] {
  const entryPath = keyPath(path, keyOf(node) ?? '');
  const pathOf = (name: string) => (name === 'value' ? entryPath : joinPath(entryPath, name));
  const { key, value } = decodeScope(node, { ...entry, pathOf }, report);
  const text = typeof key === 'string' ? key : JSON.stringify(key ?? '');
  return [text, value ?? emptyMessage(entry.fields.value.type)];
}
