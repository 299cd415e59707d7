import { fieldName } from '../path.ts';
import { enumValues } from '../schema/enums.ts';
import type { EnumField, ScalarField } from '../schema/field.ts';
import type { IntegerType } from '../schema/integers.ts';
import { HALF_CHARACTER } from '../text/literals.ts';
import { isIntegerType, toNumber } from '../schema/integers.ts';

type Scalar = { readonly value: string | number | boolean } | { readonly fault: string };

/** One scalar of protobuf JSON, or why it is none of its type. */
export function scalarFromJson(json: unknown, field: ScalarField | EnumField, path: string): Scalar {
  if (field.kind === 'enum') return enumFromJson(json, field, path);
  if (field.type === 'string') return stringFromJson(json);
  if (field.type === 'bool')
    return typeof json === 'boolean' ? { value: json } : expected('true or false', json);
  return isIntegerType(field.type)
    ? integerFromJson(json, field.type)
    : floatFromJson(json, field.type === 'float');
}

const expected = (what: string, json: unknown) => ({
  fault: `Expected ${what}, got: ${(JSON.stringify(json) ?? 'nothing').slice(0, 60)}`,
});

function stringFromJson(json: unknown): Scalar {
  return typeof json === 'string' && !HALF_CHARACTER.test(json) ? { value: json } : expected('string', json);
}

function enumFromJson(json: unknown, field: EnumField, path: string): Scalar {
  const values = Object.entries(enumValues(field.type));
  const found = values.find(
    ([name, { number }]) => number === json || (typeof json === 'string' && name === json.toUpperCase()),
  );
  if (found !== undefined) return { value: found[0] };
  return { fault: `Unknown enumeration value of ${JSON.stringify(json)} for field "${fieldName(path)}".` };
}

function integerFromJson(json: unknown, type: IntegerType): Scalar {
  const isWhole =
    typeof json === 'number'
      ? Number.isInteger(json)
      : typeof json === 'string' && /^-?[0-9]{1,20}$/.test(json);
  if (!isWhole || (typeof json !== 'number' && typeof json !== 'string')) return expected('integer', json);
  const value = toNumber(BigInt(json), type);
  return value === undefined ? { fault: `Integer out of range (${json})` } : { value };
}

function floatFromJson(json: unknown, isSingle: boolean): Scalar {
  const isNumeric =
    typeof json === 'string' && (/^-?(Infinity|[0-9.]+([eE][+-]?[0-9]+)?)$/.test(json) || json === 'NaN');
  if (typeof json !== 'number' && !isNumeric) return expected('number', json);
  const value = Number(json);
  return { value: isSingle ? Math.fround(value) : value };
}
