import { nearestName } from '../nearest.ts';
import type { Field } from './field.ts';

type Fields = Readonly<Record<string, Field>>;

/** Why a field cannot be set in a message, in the words of protobuf's own reader; undefined when it can. */
export function conflictOf(
  name: string,
  typeName: string,
  fields: Fields,
  earlier: Iterable<string>,
): { readonly message: string; readonly suggestion?: string } | undefined {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return unknown(name, typeName, fields);
  const set = [...earlier];
  if (field.cardinality === undefined && set.includes(name)) {
    return { message: `Non-repeated field "${name}" is specified multiple times.` };
  }
  const rival = field.oneof && set.find((other) => other !== name && fields[other]?.oneof === field.oneof);
  if (!rival) return undefined;
  const rule = `another member of oneof "${field.oneof}"`;
  return { message: `Field "${name}" is specified along with field "${rival}", ${rule}.` };
}

function unknown(name: string, typeName: string, fields: Fields) {
  const suggestion = nearestName(name, Object.keys(fields));
  const message = `Message type "inference.${typeName}" has no field named "${name}".`;
  return { message, ...(suggestion !== undefined && { suggestion }) };
}
