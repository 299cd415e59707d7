import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { InferdeckError, invalidArgument } from '../../../../server/errors.ts';
import { isDatatype } from '../../../../server/tensors/datatype.ts';
import { encodeElements } from '../../../../server/tensors/encode-elements.ts';
import { numbersOf } from '../../../../server/tensors/numbers-of.ts';
import { readNumpy } from '../../../../server/tensors/numpy-array.ts';
import { formatShape } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

/** What a file puts in: an array as it is, or text as if it was typed. */
export type FileValues =
  | { readonly kind: 'tensor'; readonly tensor: Tensor }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Reads a file for an input: an array of NumPy, a table of CSV, JSON or any list of values. Numbers of another datatype
 * are converted, and a missing batch dimension is put before the others.
 * @throws InferdeckError saying what does not fit
 */
export async function valuesOfFile(
  name: string,
  content: Uint8Array<ArrayBuffer>,
  input: TensorFacts,
): Promise<FileValues> {
  if (/\.npy$/i.test(name)) return { kind: 'tensor', tensor: fitted(readNumpy(name, content), input) };
  if (/\.(npz|zip)$/i.test(name)) {
    throw new InferdeckError('unsupported', `${name} holds several arrays.`, {
      nextStep: 'Save the one for this input with np.save, as .npy.',
    });
  }
  const text = new TextDecoder().decode(content);
  if (!/\.csv$/i.test(name) || input.datatype === 'BYTES') return { kind: 'text', text };
  const { tableText } = await import('./table-text.ts');
  return { kind: 'text', text: tableText(name, text) };
}

function fitted(array: Tensor, { name, datatype, shape: wanted }: TensorFacts): Tensor {
  const shape = array.shape.length === wanted.length - 1 ? [1, ...array.shape] : array.shape;
  const fits =
    shape.length === wanted.length && wanted.every((dim, axis) => dim === -1 || dim === shape[axis]);
  if (!fits) {
    throw invalidArgument(
      `${array.name} has the shape ${formatShape(array.shape)}; ${name} takes ${formatShape(wanted)}.`,
    );
  }
  if (array.datatype === datatype) return { ...array, name, shape };
  if (array.datatype === 'BYTES' || datatype === 'BYTES' || !isDatatype(datatype)) {
    throw invalidArgument(`${array.name} holds ${array.datatype}; ${name} takes ${datatype}.`);
  }
  return { name, datatype, shape, data: encodeElements(datatype, numbersOf(array)) };
}
