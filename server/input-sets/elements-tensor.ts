import { invalidArgument } from '../errors.ts';
import type { TensorSpec } from '../scheduling/tensor-spec.ts';
import { type Element, encodeElements } from '../tensors/encode-elements.ts';
import { parseElements } from '../tensors/parse-elements.ts';
import { elementCount, formatShape } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { inputShape } from './input-shape.ts';

/** Elements that a person wrote, as the tensor of an input. @throws InferdeckError when they do not fit it */
export function tensorOfText(
  text: string,
  input: TensorSpec,
  extents: Readonly<Record<string, number>> | undefined,
): Tensor {
  const parsed = parseElements(text, input.datatype);
  if (parsed.state === 'error') throw invalidArgument(`${input.name}: ${parsed.message}`);
  return tensorOfElements(parsed.elements, input, extents);
}

/** @throws InferdeckError with both counts when there are too many or too few */
export function tensorOfElements(
  elements: ArrayLike<Element>,
  input: TensorSpec,
  extents: Readonly<Record<string, number>> | undefined,
): Tensor {
  const { name, datatype } = input;
  const shape = inputShape(input, extents, elements.length);
  const wanted = elementCount(shape);
  if (wanted !== elements.length) {
    throw invalidArgument(
      `${name} needs ${wanted} values for ${formatShape(shape)}; there are ${elements.length}.`,
    );
  }
  return { name, datatype, shape, data: encodeElements(datatype, elements) };
}
