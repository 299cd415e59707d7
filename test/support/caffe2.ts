import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** An argument of an operator in whichever field it belongs. */
export type TestArgument =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly s: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: ArrayLike<number> };

export interface TestOperator {
  readonly type: string;
  readonly inputs?: readonly string[];
  readonly outputs: readonly string[];
  readonly arguments?: Readonly<Record<string, TestArgument>>;
}

/** The bytes of a NetDef, written as Caffe2 writes it: lists of numbers are not packed. */
export function netDef(
  name: string,
  operators: readonly TestOperator[],
  external: { readonly inputs?: readonly string[]; readonly outputs?: readonly string[] } = {},
): Uint8Array {
  const net = new BinaryWriter();
  net.tag(1, WireType.LengthDelimited).string(name);
  for (const operator of operators) net.tag(2, WireType.LengthDelimited).bytes(operatorDef(operator));
  for (const input of external.inputs ?? []) net.tag(7, WireType.LengthDelimited).string(input);
  for (const output of external.outputs ?? []) net.tag(8, WireType.LengthDelimited).string(output);
  return net.finish();
}

function operatorDef({ type, inputs = [], outputs, arguments: all = {} }: TestOperator): Uint8Array {
  const operator = new BinaryWriter();
  for (const input of inputs) operator.tag(1, WireType.LengthDelimited).string(input);
  for (const output of outputs) operator.tag(2, WireType.LengthDelimited).string(output);
  operator.tag(4, WireType.LengthDelimited).string(type);
  for (const [name, value] of Object.entries(all)) {
    operator.tag(5, WireType.LengthDelimited).bytes(argument(name, value));
  }
  return operator.finish();
}

function argument(name: string, value: TestArgument): Uint8Array {
  const written = new BinaryWriter();
  written.tag(1, WireType.LengthDelimited).string(name);
  if ('f' in value) written.tag(2, WireType.Bit32).float(value.f);
  if ('i' in value) written.tag(3, WireType.Varint).int64(value.i);
  if ('s' in value) written.tag(4, WireType.LengthDelimited).string(value.s);
  if ('floats' in value)
    for (const number of Array.from(value.floats)) written.tag(5, WireType.Bit32).float(number);
  if ('ints' in value) for (const number of value.ints) written.tag(6, WireType.Varint).int64(number);
  return written.finish();
}

/** The operator that makes a blob of weights. */
export function weights(blob: string, shape: readonly number[], values: ArrayLike<number>): TestOperator {
  return {
    type: 'GivenTensorFill',
    outputs: [blob],
    arguments: { shape: { ints: shape }, values: { floats: values } },
  };
}
