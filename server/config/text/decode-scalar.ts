import { nearestName } from '../nearest.ts';
import { enumValues } from '../schema/enums.ts';
import type { EnumField, ScalarField, ScalarType } from '../schema/field.ts';
import type { IntegerType } from '../schema/integers.ts';
import { toNumber } from '../schema/integers.ts';
import type { ScalarNode, Token } from './document.ts';
import { floatValue, integerValue, stringValue } from './literals.ts';

export interface DecodedScalar {
  readonly value?: string | number | boolean;
  readonly fault?: string;
  readonly warning?: string;
  readonly suggestion?: string;
}

/** What people write for a datatype when they think of another framework. */
const DATATYPE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['FLOAT', 'TYPE_FP32'],
  ['FLOAT16', 'TYPE_FP16'],
  ['FLOAT32', 'TYPE_FP32'],
  ['FLOAT64', 'TYPE_FP64'],
  ['HALF', 'TYPE_FP16'],
  ['DOUBLE', 'TYPE_FP64'],
  ['BFLOAT16', 'TYPE_BF16'],
  ['INT', 'TYPE_INT32'],
  ['LONG', 'TYPE_INT64'],
  ['BYTES', 'TYPE_STRING'],
  ['BOOLEAN', 'TYPE_BOOL'],
]);

/** The value of one scalar for a field, or why it has none, in the words of protobuf's own reader. */
export function decodeScalar(node: ScalarNode, field: ScalarField | EnumField, name: string): DecodedScalar {
  const first = node.tokens[0];
  if (first === undefined) return { fault: `Expected a value for "${name}".` };
  if (field.kind === 'enum') return decodeEnum(node, first, field, name);
  return SCALARS[field.type](node, first, name);
}

type Decode = (node: ScalarNode, first: Token, name: string) => DecodedScalar;

const SCALARS: Readonly<Record<ScalarType, Decode>> = {
  string: decodeString,
  bool: decodeBool,
  int32: (node, first) => decodeInteger(node, first, 'int32'),
  uint32: (node, first) => decodeInteger(node, first, 'uint32'),
  int64: (node, first) => decodeInteger(node, first, 'int64'),
  uint64: (node, first) => decodeInteger(node, first, 'uint64'),
  float: (node, first) => decodeFloat(node, first, Math.fround),
  double: (node, first) => decodeFloat(node, first, (value) => value),
};

const written = (node: ScalarNode, first: Token) => `${node.negative ? '-' : ''}${first.text.slice(0, 60)}`;

function decodeString(node: ScalarNode, first: Token): DecodedScalar {
  if (first.kind !== 'string' || node.negative) {
    return {
      fault: `Expected string, got: ${written(node, first)}`,
      suggestion: JSON.stringify(written(node, first)),
    };
  }
  let value = '';
  for (const token of node.tokens) {
    const part = stringValue(token.text);
    if ('fault' in part) return { fault: part.fault };
    value += part.value;
  }
  return { value };
}

function decodeBool(node: ScalarNode, first: Token, name: string): DecodedScalar {
  if (!node.negative && /^(true|True|t|1|0x1|01)$/.test(first.text)) return { value: true };
  if (!node.negative && /^(false|False|f|0|0x0|00)$/.test(first.text)) return { value: false };
  const meant = nearestName(first.text.replace(/["']/g, ''), ['true', 'false']);
  return {
    fault: `Invalid value for boolean field "${name}". Value: "${written(node, first)}".`,
    ...(meant !== undefined && { suggestion: meant }),
  };
}

function decodeInteger(node: ScalarNode, first: Token, type: IntegerType): DecodedScalar {
  const magnitude = first.kind === 'number' ? integerValue(first.text) : undefined;
  const hasStraySign = node.negative && type.startsWith('u');
  if (magnitude === undefined || hasStraySign)
    return { fault: `Expected integer, got: ${written(node, first)}` };
  const exact = node.negative ? -magnitude : magnitude;
  const value = toNumber(exact, type);
  if (value === undefined) return { fault: `Integer out of range (${written(node, first)})` };
  const isExact = BigInt(value) === exact;
  return isExact
    ? { value }
    : { value, warning: `${exact} is larger than can be kept exactly; ${BigInt(value)} is used.` };
}

function decodeFloat(node: ScalarNode, first: Token, round: (value: number) => number): DecodedScalar {
  const magnitude = first.kind === 'string' ? undefined : (floatValue(first.text) ?? wholeFloat(first.text));
  if (magnitude === undefined) return { fault: `Expected double, got: ${written(node, first)}` };
  return { value: round(node.negative ? -magnitude : magnitude) };
}

function wholeFloat(text: string): number | undefined {
  const whole = integerValue(text);
  return whole === undefined ? undefined : Number(whole);
}

function decodeEnum(node: ScalarNode, first: Token, field: EnumField, name: string): DecodedScalar {
  const values = enumValues(field.type);
  if (first.kind === 'number') {
    const number = Number(integerValue(first.text) ?? Number.NaN) * (node.negative ? -1 : 1);
    const found = Object.entries(values).find(([, value]) => value.number === number);
    if (found !== undefined) return { value: found[0] };
  }
  if (first.kind === 'name' && !node.negative && Object.hasOwn(values, first.text))
    return { value: first.text };
  const bare = first.text.replace(/["']/g, '');
  const known = Object.keys(values);
  const meant =
    (field.type === 'DataType' && DATATYPE_ALIASES.get(bare.replace(/^TYPE_/i, '').toUpperCase())) ||
    nearestName(bare, known);
  const fault =
    first.kind === 'string'
      ? `Expected integer or identifier, got: ${written(node, first)}`
      : `Unknown enumeration value of "${written(node, first)}" for field "${name}".`;
  return { fault, ...(meant && { suggestion: meant }) };
}
