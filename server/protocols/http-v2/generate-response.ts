import { elementCount } from '../../tensors/shape.ts';
import { jsonFromBytes } from '../../tensors/json-tensor.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { V2Answer } from '../v2/infer.ts';
import { parameterText } from './parameter-text.ts';

/** One answer of a generate call as flat JSON: each output and each parameter of the model under its name. */
export function generateText({ response, outputs }: V2Answer): string {
  const { id, modelName, version, parameters = {} } = response;
  const fields = [
    ...(id === '' ? [] : [`"id":${JSON.stringify(id)}`]),
    `"model_name":${JSON.stringify(modelName)}`,
    `"model_version":"${version}"`,
    ...Object.entries(parameters).map(([key, value]) => `${JSON.stringify(key)}:${parameterText(value)}`),
    ...outputs.map(({ tensor }) => `${JSON.stringify(tensor.name)}:${elementsText(tensor)}`),
  ];
  return `{${fields.join(',')}}`;
}

/** A list, or for a single element the element itself. */
function elementsText({ name, datatype, shape, data }: Tensor): string {
  const list = jsonFromBytes(name, datatype, data);
  return elementCount(shape) === 1 ? list.slice(1, -1) : list;
}
