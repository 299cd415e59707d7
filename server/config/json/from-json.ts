import { joinPath, keyPath } from '../path.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import { conflictOf } from '../schema/conflict.ts';
import { defaultOf, zeroOf } from '../schema/defaults.ts';
import type { Field } from '../schema/field.ts';
import { camelCase } from '../schema/names.ts';
import { messageNamed } from '../schema/schema.ts';
import { typedMessage } from '../schema/typed.ts';
import type { ConfigMessage, ConfigValue, ModelConfig } from '../schema/value.ts';
import { scalarFromJson } from './scalar-from-json.ts';

type Report = (finding: Finding) => void;
type Members = Readonly<Record<string, unknown>>;

/**
 * Reads protobuf JSON, as a load request brings it: snake_case or camelCase names, enums in any case or by number,
 * 64-bit integers as numbers or strings. Never throws; what the schema does not know is an error.
 */
export function configFromJson(json: unknown): {
  readonly config: ModelConfig;
  readonly problems: readonly Finding[];
} {
  const problems: Finding[] = [];
  const message = messageFromJson(json, 'ModelConfig', '', (finding) => problems.push(finding));
  return { config: typedMessage(message, 'ModelConfig'), problems };
}

function messageFromJson(json: unknown, typeName: string, path: string, report: Report): ConfigMessage {
  const given = isMembers(json) ? membersByField(json, typeName, path, report) : new Map<string, unknown>();
  if (!isMembers(json)) report(errorAt(path, `Expected an object, got: ${shown(json)}`));
  const values = Object.entries(messageNamed(typeName).fields).flatMap(([name, field]) => {
    const value = given.has(name)
      ? fieldFromJson(given.get(name), field, joinPath(path, name), report)
      : undefined;
    const orDefault = value ?? defaultOf(field);
    return orDefault === undefined ? [] : [[name, orDefault] as const];
  });
  return Object.fromEntries(values);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members that count, by field. Null is the same as leaving a member out. */
function membersByField(
  json: Members,
  typeName: string,
  path: string,
  report: Report,
): ReadonlyMap<string, unknown> {
  const { fields } = messageNamed(typeName);
  const given = new Map<string, unknown>();
  for (const [written, value] of Object.entries(json)) {
    const name =
      Object.keys(fields).find((known) => known === written || camelCase(known) === written) ?? written;
    if (value === null && Object.hasOwn(fields, name)) continue;
    const conflict =
      conflictOf(name, typeName, fields, given.keys()) ?? (given.has(name) ? twice(name) : undefined);
    if (conflict === undefined) given.set(name, value);
    else report({ severity: 'error', field: joinPath(path, name), ...conflict });
  }
  return given;
}

const twice = (name: string) => ({ message: `Field "${name}" is given under both of its names.` });

function fieldFromJson(json: unknown, field: Field, path: string, report: Report): ConfigValue | undefined {
  if (field.cardinality === 'map') return mapFromJson(json, field, path, report);
  if (field.cardinality === undefined) return singleFromJson(json, field, path, report);
  if (Array.isArray(json))
    return json.flatMap((item, index) => singleFromJson(item, field, `${path}[${index}]`, report) ?? []);
  report(errorAt(path, `Expected a list for "${path}", got: ${shown(json)}`));
  return undefined;
}

function mapFromJson(json: unknown, field: Field, path: string, report: Report): ConfigValue | undefined {
  if (!isMembers(json)) {
    report(errorAt(path, `Expected an object for "${path}", got: ${shown(json)}`));
    return undefined;
  }
  const entries = Object.entries(json).flatMap(([key, item]) => {
    if (field.key === 'uint64' && !/^(0|[1-9][0-9]{0,19})$/.test(key)) {
      report(errorAt(keyPath(path, key), `Expected integer, got: ${key}`));
      return [];
    }
    const value = singleFromJson(item, field, keyPath(path, key), report);
    return [
      [
        key,
        value ?? (field.kind === 'message' ? messageFromJson({}, field.type, path, report) : zeroOf(field)),
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

function singleFromJson(json: unknown, field: Field, path: string, report: Report): ConfigValue | undefined {
  if (field.kind === 'message') return messageFromJson(json, field.type, path, report);
  const scalar = scalarFromJson(json, field, path);
  if ('value' in scalar) return scalar.value;
  report(errorAt(path, scalar.fault));
  return undefined;
}

/** A value as an error shows it, in one short line. */
function shown(json: unknown): string {
  return (JSON.stringify(json) ?? 'nothing').slice(0, 60);
}
