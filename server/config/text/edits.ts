import type { PathStep } from '../path.ts';
import { parsePath } from '../path.ts';
import type { Field } from '../schema/field.ts';
import { fieldAt } from '../schema/field-at.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { fieldOf, messageNamed } from '../schema/schema.ts';
import type { ConfigMessage, ConfigValue } from '../schema/value.ts';
import type { BlockNode, ConfigDocument, EntryNode, ValueNode } from './document.ts';
import { insertEntry, insertItem } from './insert.ts';
import { keyOf } from './locate.ts';
import { nodesOf } from './written.ts';
import { removeEntry, removeItem } from './remove.ts';
import type { TextEdit } from './text-edit.ts';
import { apart, indentationAt, joinLines } from './text-edit.ts';
import { fieldLines, valueText } from './write.ts';

type Edits = readonly TextEdit[];

/** A block of the text and what it may hold. */
interface Scope {
  readonly document: ConfigDocument;
  readonly block: BlockNode;
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** Everything written for one field of a scope. */
interface Slot {
  readonly scope: Scope;
  readonly name: string;
  readonly field: Field;
  readonly entries: readonly EntryNode[];
}

/**
 * The edits that give the field at a path a value, and leave every other byte alone. What is missing on the way there
 * is added; an index one past the end of a list adds an item. A path that the schema does not know gives no edits.
 */
export function setField(document: ConfigDocument, path: string, value: ConfigValue): Edits {
  const steps = parsePath(path);
  return fieldAt(steps) === undefined ? [] : setIn(rootScope(document), steps, value);
}

/** The edits that add an item to the repeated field at a path, behind those there are. */
export function addItem(document: ConfigDocument, path: string, item: ConfigValue): Edits {
  const steps: readonly PathStep[] = [...parsePath(path), { kind: 'index', index: Number.POSITIVE_INFINITY }];
  return fieldAt(steps) === undefined ? [] : setIn(rootScope(document), steps, item);
}

/** The edits that take the field, list item or map entry at a path out; none when it is not there. */
export function removeField(document: ConfigDocument, path: string): Edits {
  const steps = parsePath(path);
  const slot = slotAt(rootScope(document), steps);
  const last = steps.at(-1);
  if (slot === undefined || last === undefined) return [];
  if (last.kind === 'field') return slot.entries.map((entry) => removeEntry(document, entry));
  const node = nodeAt(slot, last);
  const entry = slot.entries.find(
    ({ start, end }) => node !== undefined && start <= node.start && node.end <= end,
  );
  if (node === undefined || entry === undefined) return [];
  const isOneOfMany = entry.value.kind === 'list' && entry.value.items.length > 1;
  return isOneOfMany && entry.value.kind === 'list'
    ? removeItem(document, entry.value, node)
    : [removeEntry(document, entry)];
}

function rootScope(document: ConfigDocument): Scope {
  const { fields } = messageNamed('ModelConfig');
  return { document, block: document.root, typeName: 'ModelConfig', fields };
}

function slotOf(scope: Scope, step: PathStep | undefined): Slot | undefined {
  const field = step?.kind === 'field' ? fieldOf(scope, step.name) : undefined;
  if (step?.kind !== 'field' || field === undefined) return undefined;
  return {
    scope,
    name: step.name,
    field,
    entries: scope.block.entries.filter(({ name }) => name.text === step.name),
  };
}

/** The slot of the last field that a path names, if everything before it is written. */
function slotAt(scope: Scope, steps: readonly PathStep[]): Slot | undefined {
  const slot = slotOf(scope, steps[0]);
  const rest = steps.slice(1);
  const fieldsAhead = rest.some(({ kind }) => kind === 'field');
  if (slot === undefined || !fieldsAhead) return slot;
  const item = rest[0]?.kind === 'field' ? undefined : rest[0];
  const inner = innerScope(slot, item);
  const ahead = item === undefined ? rest : rest.slice(1);
  return inner && slotAt(inner, item?.kind === 'key' ? [VALUE, ...ahead] : ahead);
}

const VALUE: PathStep = { kind: 'field', name: 'value' };

/** The block that a slot holds, or one item of it holds. */
function innerScope(slot: Slot, item: PathStep | undefined): Scope | undefined {
  const node = item === undefined ? slot.entries[0]?.value : nodeAt(slot, item);
  const { document, typeName } = slot.scope;
  if (node?.kind !== 'block') return undefined;
  if (item?.kind === 'key') return { document, block: node, ...mapEntryOf(typeName, slot.name, slot.field) };
  if (slot.field.kind !== 'message') return undefined;
  return { document, block: node, typeName: slot.field.type, fields: messageNamed(slot.field.type).fields };
}

function nodeAt({ entries }: Slot, step: PathStep): ValueNode | undefined {
  const nodes = nodesOf(entries);
  if (step.kind === 'index') return nodes[step.index];
  return step.kind === 'key' ? nodes.findLast((pair) => keyOf(pair) === step.key) : undefined;
}

function setIn(scope: Scope, steps: readonly PathStep[], value: ConfigValue): Edits {
  const slot = slotOf(scope, steps[0]);
  const [next, ...rest] = steps.slice(1);
  if (slot === undefined) return [];
  if (next === undefined) return setWhole(slot, value);
  if (next.kind === 'field') {
    const inner = innerScope(slot, undefined);
    return inner === undefined
      ? setWhole(slot, nested([next, ...rest], value))
      : setIn(inner, [next, ...rest], value);
  }
  return setItem(slot, next, rest, value);
}

function setWhole(slot: Slot, value: ConfigValue): Edits {
  return slot.entries.length === 0 ? insertField(slot, value) : replaceField(slot, value);
}

function setItem(slot: Slot, item: PathStep, rest: readonly PathStep[], value: ConfigValue): Edits {
  const node = nodeAt(slot, item);
  if (node === undefined) {
    return item.kind === 'key'
      ? insertField(slot, nested([item, ...rest], value))
      : insertNewItem(slot, nested(rest, value));
  }
  if (item.kind === 'index' && rest.length === 0)
    return [replaceNode(slot, node, valueText(value, slot.field))];
  const inner = innerScope(slot, item);
  return inner === undefined ? [] : setIn(inner, item.kind === 'key' ? [VALUE, ...rest] : rest, value);
}

/** A value wrapped in what the rest of its path names. */
function nested(steps: readonly PathStep[], value: ConfigValue): ConfigValue {
  return steps.reduceRight<ConfigValue>((inner, step) => {
    if (step.kind === 'index') return [inner];
    const wrapped: ConfigMessage = { [step.kind === 'field' ? step.name : step.key]: inner };
    return wrapped;
  }, value);
}

function insertField(slot: Slot, value: ConfigValue): Edits {
  const { scope, name, field } = slot;
  return insertLines(slot, fieldLines(name, value, field, scope.typeName));
}

/** New entries go behind those that the schema declares before them. */
function insertLines({ scope, name }: Slot, lines: readonly string[]): Edits {
  const order = Object.keys(scope.fields);
  const after = scope.block.entries.findLast(
    (entry) => order.indexOf(entry.name.text) <= order.indexOf(name),
  );
  return insertEntry(scope.document, scope.block, after, lines);
}

/** A list grows inside its brackets, a repeated block by another block. */
function insertNewItem(slot: Slot, item: ConfigValue): Edits {
  const { scope, name, field, entries } = slot;
  const last = entries.at(-1)?.value;
  if (last === undefined) return insertField(slot, [item]);
  const lines = valueText(item, field).split('\n');
  if (last.kind === 'list') return insertItem(scope.document, last, lines);
  const [first = '', ...rest] = lines;
  return insertLines(slot, [`${name}${field.kind === 'message' ? '' : ':'} ${first}`, ...rest]);
}

/** Replaces the value of the first entry and takes the others out, which a repeated field may have. */
function replaceField(slot: Slot, value: ConfigValue): Edits {
  const { scope, name, field, entries } = slot;
  const [first, ...others] = entries;
  if (first === undefined) return [];
  const removals = others.map((entry) => removeEntry(scope.document, entry));
  const isValue =
    field.cardinality === undefined || (field.cardinality === 'many' && field.kind !== 'message');
  if (isValue) return [replaceNode(slot, first.value, valueText(value, field)), ...removals];
  const lines = fieldLines(name, value, field, scope.typeName);
  return [
    { start: first.start, end: first.end, newText: indented(scope.document, first.start, lines) },
    ...removals,
  ];
}

function replaceNode({ scope }: Slot, node: ValueNode, text: string): TextEdit {
  const { document } = scope;
  const lead = node.kind === 'missing' ? missingLead(document, node.start) : '';
  const newText = lead + indented(document, node.start, text.split('\n'));
  return { start: node.start, end: node.end, newText: apart(document.text, node.end, newText) };
}

const missingLead = ({ text }: ConfigDocument, offset: number) => (text[offset - 1] === ':' ? ' ' : ': ');

function indented({ text }: ConfigDocument, offset: number, lines: readonly string[]): string {
  return joinLines(text, lines, indentationAt(text, offset));
}
