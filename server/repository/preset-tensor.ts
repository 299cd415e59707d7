import { z } from 'zod';
import { elementCount } from '../tensors/shape.ts';
import { type Datatype, isDatatype } from '../tensors/datatype.ts';
import { encodeElements } from '../tensors/encode-elements.ts';
import { bytesFromJson, jsonFromBytes } from '../tensors/json-tensor.ts';
import { numberOf } from '../tensors/json-text.ts';
import { numbersOf } from '../tensors/numbers-of.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { invalidArgument } from '../errors.ts';

/** A tensor as a preset file writes it: as the v2 protocol does in JSON, half floats as numbers too. */
export const presetTensor = z.object({
  name: z.string(),
  datatype: z.custom<Datatype>((name) => typeof name === 'string' && isDatatype(name), 'Unknown datatype.'),
  shape: z.array(z.int().nonnegative()),
  data: z.array(z.unknown()),
});

const HALVES: readonly Datatype[] = ['FP16', 'BF16'];

/** @throws InferdeckError when the elements do not fit the datatype or the shape */
export function tensorOfPreset({ name, datatype, shape, data }: z.infer<typeof presetTensor>): Tensor {
  if (!HALVES.includes(datatype)) {
    return { name, datatype, shape, data: bytesFromJson(name, datatype, shape, data) };
  }
  const numbers = data.flat(Number.POSITIVE_INFINITY).map(numberOf);
  if (numbers.includes(undefined) || numbers.length !== elementCount(shape)) {
    throw invalidArgument(`'${name}' needs ${elementCount(shape)} numbers.`);
  }
  return {
    name,
    datatype,
    shape,
    data: encodeElements(
      datatype,
      numbers.map((number) => number ?? 0),
    ),
  };
}

/** One line of JSON that reads back to the same bytes. */
export function presetTensorText({ name, datatype, shape, data }: Tensor): string {
  const head = `"name": ${JSON.stringify(name)}, "datatype": "${datatype}", "shape": [${shape.join(', ')}]`;
  const elements = HALVES.includes(datatype)
    ? `[${numbersOf({ name, datatype, shape, data }).join(',')}]`
    : jsonFromBytes(name, datatype, data);
  return `{ ${head}, "data": ${elements} }`;
}
