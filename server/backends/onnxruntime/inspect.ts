import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  TensorProto_DataType as OnnxType,
  type ValueInfoProto,
} from 'onnx-buf';
import type { SignatureTensor } from '../../config/signature.ts';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import type { ModelInspection } from '../backend.ts';
import { countOperators } from '../count-operators.ts';

/** The protocol names of ONNX element types that a protocol can carry. */
export const ONNX_DATATYPES: Readonly<Record<number, Datatype>> = {
  [OnnxType.FLOAT]: 'FP32',
  [OnnxType.DOUBLE]: 'FP64',
  [OnnxType.FLOAT16]: 'FP16',
  [OnnxType.BFLOAT16]: 'BF16',
  [OnnxType.BOOL]: 'BOOL',
  [OnnxType.STRING]: 'BYTES',
  [OnnxType.INT8]: 'INT8',
  [OnnxType.INT16]: 'INT16',
  [OnnxType.INT32]: 'INT32',
  [OnnxType.INT64]: 'INT64',
  [OnnxType.UINT8]: 'UINT8',
  [OnnxType.UINT16]: 'UINT16',
  [OnnxType.UINT32]: 'UINT32',
  [OnnxType.UINT64]: 'UINT64',
};

/** Weights listed as graph inputs may be overridden by a request only since this IR version. */
const FIRST_IR_WITH_OPTIONAL_INPUTS = 4n;

/** A model is a file, or a folder that holds `model.onnx` beside its external weights. */
export async function onnxFileOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true ? join(path, 'model.onnx') : path;
}

/**
 * Reads signature, opset and operators of an ONNX file without loading it into a session.
 * @throws InferdeckError when the file is missing, is no ONNX model, or declares what no tensor protocol can carry
 */
export async function inspectOnnx(path: string): Promise<ModelInspection> {
  const model = await readOnnxModel(await onnxFileOf(path));
  const graph = model.graph;
  if (graph === undefined) throw new InferdeckError('invalid-argument', `${path} holds no graph.`);
  return {
    signature: {
      inputs: inputsOf(model, graph),
      outputs: graph.output.map((value) => tensorOf(value, 'output')),
    },
    ...opsetOf(model),
    ...(model.producerName !== '' && { producer: `${model.producerName} ${model.producerVersion}`.trim() }),
    parameters: countParameters(graph),
    operators: countOperators(graph.node.map(({ opType }) => opType)),
  };
}

/** @throws InferdeckError when the file is missing, empty, cut off or no ONNX model */
export async function readOnnxModel(file: string): Promise<ModelProto> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${file}: ${messageOf(error)}.`, { cause: error });
  });
  if (bytes.length === 0) throw new InferdeckError('invalid-argument', `${file} is empty.`);
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (error) {
    throw new InferdeckError(
      'invalid-argument',
      `${file} is not an ONNX model, or it was cut off (${bytes.length} bytes): ${messageOf(error)}.`,
      { nextStep: 'Export or copy the file again.', cause: error },
    );
  }
}

function inputsOf(model: ModelProto, graph: GraphProto): SignatureTensor[] {
  const weights = new Set(graph.initializer.map((weight) => weight.name));
  const overridable = model.irVersion >= FIRST_IR_WITH_OPTIONAL_INPUTS;
  return graph.input
    .filter((value) => overridable || !weights.has(value.name))
    .map((value) => ({ ...tensorOf(value, 'input'), ...(weights.has(value.name) && { optional: true }) }));
}

function tensorOf(value: ValueInfoProto, role: 'input' | 'output'): SignatureTensor {
  const type = value.type?.value;
  if (type?.case !== 'tensorType') {
    const kind = (type?.case ?? 'unknown type').replace(/Type$/, '');
    throw new InferdeckError(
      'unsupported',
      `The model's ${role} '${value.name}' is a ${kind}, not a tensor.`,
      {
        nextStep: 'Export the model with plain tensors (for scikit-learn: set zipmap to False).',
      },
    );
  }
  const onnxType = type.value.elemType;
  const datatype = ONNX_DATATYPES[onnxType];
  if (datatype === undefined) {
    const typeName = OnnxType[onnxType] ?? onnxType;
    throw new InferdeckError(
      'unsupported',
      `The model's ${role} '${value.name}' has the unsupported type ${typeName}.`,
    );
  }
  const dims = type.value.shape?.dim ?? [];
  return {
    name: value.name,
    datatype,
    shape: dims.map(({ value: dim }) => (dim.case === 'dimValue' && dim.value > 0n ? Number(dim.value) : -1)),
    symbols: dims.map(({ value: dim }) => (dim.case === 'dimParam' ? dim.value : undefined)),
  };
}

function opsetOf(model: ModelProto): { opset?: number } {
  const standard = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  return standard === undefined ? {} : { opset: Number(standard.version) };
}

function countParameters(graph: GraphProto): number {
  return graph.initializer.reduce(
    (total, weight) => total + weight.dims.reduce((product, dim) => product * Number(dim), 1),
    0,
  );
}
