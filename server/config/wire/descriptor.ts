import { create } from '@bufbuild/protobuf';
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import {
  DescriptorProtoSchema,
  EnumDescriptorProtoSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import type { EnumName } from '../schema/enums.ts';
import { ENUM_NAMES, enumValues } from '../schema/enums.ts';
import type { Field } from '../schema/field.ts';
import { mapEntryOf } from '../schema/map-entry.ts';
import { camelCase } from '../schema/names.ts';
import { MESSAGES, messageNamed } from '../schema/schema.ts';

const PACKAGE = 'inference';

/** The schema as the descriptor that protoc would make of model_config.proto, for the wire and for reflection. */
export function configFileDescriptor(): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: 'model_config.proto',
    package: PACKAGE,
    syntax: 'proto3',
    messageType: childrenOf('', Object.keys(MESSAGES)).map(messageDescriptor),
    enumType: childrenOf('', ENUM_NAMES).map(enumDescriptor),
  });
}

const lastName = (name: string) => name.slice(name.lastIndexOf('.') + 1);

/** The names one level inside a scope: of `A`, `A.B` and `A.B.C`, only `A.B` is a child of `A`. */
function childrenOf<N extends string>(scope: string, names: readonly N[]): readonly N[] {
  const prefix = scope === '' ? '' : `${scope}.`;
  return names.filter(
    (name) =>
      name.startsWith(prefix) && name.length > prefix.length && !name.slice(prefix.length).includes('.'),
  );
}

function messageDescriptor(name: string): DescriptorProto {
  const fields = Object.entries(messageNamed(name).fields);
  const oneofs = [...new Set(fields.flatMap(([, { oneof }]) => oneof ?? []))];
  const maps = fields.filter(([, field]) => field.cardinality === 'map');
  return create(DescriptorProtoSchema, {
    name: lastName(name),
    field: fields.map(([key, field]) => fieldDescriptor(key, field, name, oneofs)),
    oneofDecl: oneofs.map((oneof) => ({ name: oneof })),
    enumType: childrenOf(name, ENUM_NAMES).map(enumDescriptor),
    nestedType: [
      ...childrenOf(name, Object.keys(MESSAGES)).map(messageDescriptor),
      ...maps.map(([key, field]) => mapEntryDescriptor(key, field, name)),
    ],
  });
}

function mapEntryDescriptor(name: string, field: Field, owner: string): DescriptorProto {
  const { typeName, fields } = mapEntryOf(owner, name, field);
  return create(DescriptorProtoSchema, {
    name: lastName(typeName),
    field: Object.entries(fields).map(([key, part]) => fieldDescriptor(key, part, typeName, [])),
    options: { mapEntry: true },
  });
}

function fieldDescriptor(
  name: string,
  field: Field,
  owner: string,
  oneofs: readonly string[],
): FieldDescriptorProto {
  const isMap = field.cardinality === 'map';
  const typeName = isMap ? mapEntryOf(owner, name, field).typeName : field.type;
  return create(FieldDescriptorProtoSchema, {
    name,
    jsonName: camelCase(name),
    number: field.number,
    label:
      field.cardinality === undefined
        ? FieldDescriptorProto_Label.OPTIONAL
        : FieldDescriptorProto_Label.REPEATED,
    type: isMap ? FieldDescriptorProto_Type.MESSAGE : typeOf(field),
    ...((isMap || field.kind !== 'scalar') && { typeName: `.${PACKAGE}.${typeName}` }),
    ...(field.oneof !== undefined && { oneofIndex: oneofs.indexOf(field.oneof) }),
  });
}

const SCALAR_TYPES = {
  string: FieldDescriptorProto_Type.STRING,
  bool: FieldDescriptorProto_Type.BOOL,
  int32: FieldDescriptorProto_Type.INT32,
  uint32: FieldDescriptorProto_Type.UINT32,
  int64: FieldDescriptorProto_Type.INT64,
  uint64: FieldDescriptorProto_Type.UINT64,
  float: FieldDescriptorProto_Type.FLOAT,
  double: FieldDescriptorProto_Type.DOUBLE,
} as const;

function typeOf(field: Field): FieldDescriptorProto_Type {
  if (field.kind === 'message') return FieldDescriptorProto_Type.MESSAGE;
  return field.kind === 'enum' ? FieldDescriptorProto_Type.ENUM : SCALAR_TYPES[field.type];
}

function enumDescriptor(name: EnumName): EnumDescriptorProto {
  return create(EnumDescriptorProtoSchema, {
    name: lastName(name),
    value: Object.entries(enumValues(name)).map(([key, { number }]) => ({ name: key, number })),
  });
}
