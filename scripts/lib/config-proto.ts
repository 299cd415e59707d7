import { enumValues, ENUMS, type EnumName } from '../../server/config/schema/enums.ts';
import type { Field } from '../../server/config/schema/field.ts';
import { MESSAGES, messageNamed } from '../../server/config/schema/schema.ts';

const HEADER = `// Made from server/config/schema by scripts/generate-proto.ts; change it there.
syntax = "proto3";

package inference;
`;

const ENUM_NAMES = Object.keys(ENUMS).filter((name): name is EnumName => Object.hasOwn(ENUMS, name));

/** The configuration language as a protocol buffer file: every message and enum of the schema, nested as its name says. */
export function configProto(): string {
  return `${HEADER}\n${declarationsIn('', '').join('\n')}`;
}

/** What is declared directly inside a message, or at the top for the empty name. */
function declarationsIn(owner: string, indent: string): string[] {
  const direct = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('.'))) === owner;
  return [
    ...ENUM_NAMES.filter(direct).map((name) => writeEnum(name, indent)),
    ...Object.keys(MESSAGES)
      .filter(direct)
      .map((name) => writeMessage(name, indent)),
  ];
}

const simpleName = (name: string) => name.slice(name.lastIndexOf('.') + 1);

function writeEnum(name: EnumName, indent: string): string {
  const values = Object.entries(enumValues(name)).map(
    ([value, { number }]) => `${indent}  ${value} = ${number};`,
  );
  return [`${indent}enum ${simpleName(name)} {`, ...values, `${indent}}`, ''].join('\n');
}

function writeMessage(name: string, indent: string): string {
  const { doc, fields } = messageNamed(name);
  const inner = `${indent}  `;
  const plain = Object.entries(fields).filter(([, field]) => field.oneof === undefined);
  const oneofs = new Set(Object.values(fields).flatMap(({ oneof }) => oneof ?? []));
  return [
    `${indent}// ${doc}`,
    `${indent}message ${simpleName(name)} {`,
    ...declarationsIn(name, inner),
    ...plain.map(([key, field]) => writeField(key, field, inner)),
    ...[...oneofs].map((oneof) => writeOneof(oneof, fields, inner)),
    `${indent}}`,
    '',
  ].join('\n');
}

function writeOneof(oneof: string, fields: Readonly<Record<string, Field>>, indent: string): string {
  const members = Object.entries(fields).filter(([, field]) => field.oneof === oneof);
  return [
    `${indent}oneof ${oneof} {`,
    ...members.map(([key, field]) => writeField(key, field, `${indent}  `)),
    `${indent}}`,
  ].join('\n');
}

function writeField(key: string, field: Field, indent: string): string {
  const type =
    field.cardinality === 'map'
      ? `map<${field.key ?? 'string'}, ${field.type}>`
      : `${field.cardinality === 'many' ? 'repeated ' : ''}${field.type}`;
  return `${indent}// ${field.doc}\n${indent}${type} ${key} = ${field.number};`;
}
