import { type BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { readFields, readRepeated } from '../protobuf.ts';

/** The fields of caffe2.proto that say what a net computes; devices, engines and gradients do not. */
export interface NetDef {
  readonly name: string;
  readonly operators: readonly OperatorDef[];
  readonly externalInputs: readonly string[];
  readonly externalOutputs: readonly string[];
}

/** One operator; the same name may stand for another blob after it. */
export interface OperatorDef {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly arguments: ReadonlyMap<string, Argument>;
}

/** The value of an argument in whichever field it was written. */
export interface Argument {
  readonly f: number | undefined;
  readonly i: bigint | undefined;
  readonly s: Uint8Array | undefined;
  readonly floats: Float32Array<ArrayBuffer>;
  readonly ints: readonly bigint[];
  readonly strings: readonly Uint8Array[];
}

/** @throws Error when the bytes are no NetDef, or end too early */
export function readNetDef(bytes: Uint8Array): NetDef {
  let name = '';
  const operators: OperatorDef[] = [];
  const externalInputs: string[] = [];
  const externalOutputs: string[] = [];
  readFields(bytes, {
    1: (reader) => {
      name = reader.string();
    },
    2: (reader) => operators.push(readOperator(reader.bytes())),
    7: (reader) => externalInputs.push(reader.string()),
    8: (reader) => externalOutputs.push(reader.string()),
  });
  return { name, operators, externalInputs, externalOutputs };
}

function readOperator(bytes: Uint8Array): OperatorDef {
  let type = '';
  let name = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const all = new Map<string, Argument>();
  readFields(bytes, {
    1: (reader) => inputs.push(reader.string()),
    2: (reader) => outputs.push(reader.string()),
    3: (reader) => {
      name = reader.string();
    },
    4: (reader) => {
      type = reader.string();
    },
    5: (reader) => all.set(...readArgument(reader.bytes())),
  });
  return { type, name, inputs, outputs, arguments: all };
}

function readArgument(bytes: Uint8Array): [string, Argument] {
  let name = '';
  let f: number | undefined;
  let i: bigint | undefined;
  let s: Uint8Array | undefined;
  const floats: Float32Array<ArrayBuffer>[] = [];
  const ints: bigint[] = [];
  const strings: Uint8Array[] = [];
  readFields(bytes, {
    1: (reader) => {
      name = reader.string();
    },
    2: (reader) => {
      f = reader.float();
    },
    3: (reader) => {
      i = BigInt(reader.int64());
    },
    4: (reader) => {
      s = reader.bytes();
    },
    5: (reader, wire) => floats.push(readFloats(reader, wire, bytes)),
    6: (reader, wire) => readRepeated(reader, wire, () => BigInt(reader.int64()), ints),
    7: (reader) => strings.push(reader.bytes()),
  });
  return [name, { f, i, s, floats: joined(floats), ints, strings }];
}

/** The byte before each number of an unpacked list of floats: field 5, four bytes. */
const FLOAT_TAG = 0x2d;
const FLOAT_STRIDE = 5;

/** All floats from here on. Weights come unpacked, millions of them, each behind its tag, so they are read in one go. */
function readFloats(reader: BinaryReader, wire: WireType, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (wire === WireType.LengthDelimited) return new Float32Array(reader.bytes().slice().buffer);
  let end = reader.pos + 4;
  while (bytes[end] === FLOAT_TAG) end += FLOAT_STRIDE;
  const view = new DataView(bytes.buffer, bytes.byteOffset + reader.pos);
  const count = (end - reader.pos + 1) / FLOAT_STRIDE;
  const floats = new Float32Array(count);
  for (let index = 0; index < count; index += 1) floats[index] = view.getFloat32(index * FLOAT_STRIDE, true);
  reader.pos = end;
  return floats;
}

function joined(pieces: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const all = new Float32Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
