import type { Shape } from '../../tensors/shape.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Finding } from '../problem.ts';
import { errorAt, warningAt } from '../problem.ts';
import type { ModelConfig, ModelInput, ModelOutput } from '../schema/value.ts';
import { present } from './rule.ts';

/** What the shape on the model's side must have in common with the one on the request's side. */
export function reshapeFaults(
  tensor: ModelInput | ModelOutput,
  field: string,
  about: string,
  config: ModelConfig,
): readonly Finding[] {
  const shape = tensor.reshape?.shape;
  if (shape === undefined) return [];
  const at = `${field}.reshape`;
  const end = ` for ${config.name}`;
  if (!shape.every(isExtent)) {
    return [
      errorAt(
        at,
        `${about} reshape dimensions must be integer >= 1, or -1 to indicate a variable-size dimension${end}`,
      ),
    ];
  }
  return present(
    shape.length === 0 &&
      config.max_batch_size === 0 &&
      // The original refuses it, but many a converted model has a scalar, and nothing here stands in its way.
      warningAt(
        at,
        `${about} has an empty reshape${end}, which does not batch: Triton does not support such scalar tensors`,
      ),
    openDims(shape) !== openDims(tensor.dims) &&
      errorAt(at, `${about} has different number of variable-size dimensions for dims and reshape${end}`),
    fixedElements(shape) !== fixedElements(tensor.dims) &&
      errorAt(at, `${about} has different size for dims and reshape${end}`),
  );
}

const openDims = (shape: Shape) => shape.filter((dim) => dim === -1).length;
const fixedElements = (shape: Shape) => elementCount(shape.filter((dim) => dim !== -1));

/** A dimension is a number of elements, or open. */
export const isExtent = (dim: number) => dim >= 1 || dim === -1;
