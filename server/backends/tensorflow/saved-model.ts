import type { SignatureTensor } from '../../config/signature.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import { readFields } from '../protobuf.ts';
import { readGraphDef } from './graph-def.ts';

/** A tensor of a signature; the shape is undefined where not even its rank is known. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[] | undefined;
}

export interface SignatureDef {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

/** One of the graphs of a SavedModel. */
export interface MetaGraph {
  readonly tags: readonly string[];
  readonly version: string;
  readonly signatures: ReadonlyMap<string, SignatureDef>;
  /** Types of operators, one entry for each node. */
  readonly operators: readonly string[];
}

/** Numbers of TensorFlow's types. */
const DATATYPES: Readonly<Record<number, Datatype>> = {
  1: 'FP32',
  2: 'FP64',
  3: 'INT32',
  4: 'UINT8',
  5: 'INT16',
  6: 'INT8',
  7: 'BYTES',
  9: 'INT64',
  10: 'BOOL',
  14: 'BF16',
  17: 'UINT16',
  19: 'FP16',
  22: 'UINT32',
  23: 'UINT64',
};

/** Undefined where the rank is open or the type is one that no request can carry. */
export function signatureTensorOf({ name, dtype, shape }: TensorInfo): SignatureTensor | undefined {
  const datatype = DATATYPES[dtype];
  return datatype === undefined || shape === undefined ? undefined : { name, datatype, shape };
}

/** Reads `saved_model.pb`. @throws Error when the bytes are no SavedModel, or end too early */
export function readSavedModel(bytes: Uint8Array): readonly MetaGraph[] {
  const graphs: MetaGraph[] = [];
  readFields(bytes, { 2: (reader) => graphs.push(readMetaGraph(reader.bytes())) });
  return graphs;
}

function readMetaGraph(bytes: Uint8Array): MetaGraph {
  const tags: string[] = [];
  let version = '';
  const signatures = new Map<string, SignatureDef>();
  const operators: string[] = [];
  readFields(bytes, {
    1: (meta) =>
      readFields(meta.bytes(), {
        4: (reader) => tags.push(reader.string()),
        5: (reader) => {
          version = reader.string();
        },
      }),
    2: (reader) => {
      const { nodes, inFunctions } = readGraphDef(reader.bytes());
      operators.push(...[...nodes, ...inFunctions].map(({ op }) => op));
    },
    5: (reader) => signatures.set(...readEntry(reader.bytes(), readSignature)),
  });
  return { tags, version, signatures, operators };
}

/** An entry of a map: its key under 1, its value under 2. */
function readEntry<T>(bytes: Uint8Array, readValue: (bytes: Uint8Array) => T): [string, T] {
  let key = '';
  let value: Uint8Array = new Uint8Array();
  readFields(bytes, {
    1: (reader) => {
      key = reader.string();
    },
    2: (reader) => {
      value = reader.bytes();
    },
  });
  return [key, readValue(value)];
}

function readSignature(bytes: Uint8Array): SignatureDef {
  const inputs: TensorInfo[] = [];
  const outputs: TensorInfo[] = [];
  const tensor = (entry: Uint8Array) => {
    const [name, info] = readEntry(entry, readTensorInfo);
    return { name, ...info };
  };
  readFields(bytes, {
    1: (reader) => inputs.push(tensor(reader.bytes())),
    2: (reader) => outputs.push(tensor(reader.bytes())),
  });
  return { inputs: inputs.sort(byName), outputs: outputs.sort(byName) };
}

/** Maps of protobuf have no order; one by name is the same every time. */
const byName = (a: TensorInfo, b: TensorInfo) => (a.name < b.name ? -1 : 1);

function readTensorInfo(bytes: Uint8Array): Omit<TensorInfo, 'name'> {
  let dtype = 0;
  let shape: readonly number[] | undefined;
  readFields(bytes, {
    2: (reader) => {
      dtype = reader.int32();
    },
    3: (reader) => {
      shape = readShape(reader.bytes());
    },
  });
  return { dtype, shape };
}

function readShape(bytes: Uint8Array): readonly number[] | undefined {
  const shape: number[] = [];
  let isKnown = true;
  readFields(bytes, {
    2: (dimension) => {
      let size = 0;
      readFields(dimension.bytes(), {
        1: (reader) => {
          size = Number(reader.int64());
        },
      });
      shape.push(size);
    },
    3: (reader) => {
      isKnown = !reader.bool();
    },
  });
  return isKnown ? shape : undefined;
}
