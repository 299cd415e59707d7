import type { GraphProto, ValueInfoProto } from 'onnx-buf';
import { ONNX_DATATYPES } from '../backends/onnxruntime/inspect.ts';
import type { Datatype } from '../tensors/datatype.ts';
import { type Dim, requestInputs, shapeOf } from './batch-of-inputs.ts';
import { Refusal } from './refusal.ts';

/** An input or output as the file declares it, batch axis included. */
export interface DeclaredValue {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly Dim[];
}

/** The inputs that a request has to bring. @throws Refusal for what no random tensor can be made of */
export function declaredInputs(graph: GraphProto): readonly DeclaredValue[] {
  return requestInputs(graph).map((value) => {
    const declared = declaredValue(value);
    if (declared.datatype !== 'BYTES') return declared;
    throw new Refusal(`The input '${value.name}' takes strings; nothing can be proven with random ones.`);
  });
}

function declaredValue(value: ValueInfoProto): DeclaredValue {
  const { type, name } = value;
  const datatype = type?.value.case === 'tensorType' ? ONNX_DATATYPES[type.value.value.elemType] : undefined;
  if (datatype === undefined) throw new Refusal(`'${name}' is no tensor that a request can carry.`);
  return { name, datatype, shape: shapeOf(value) };
}
