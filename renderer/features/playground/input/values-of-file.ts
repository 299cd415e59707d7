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
export function valuesOfFile(name: string, content: Uint8Array<ArrayBuffer>, input: TensorFacts): FileValues {
  if (/\.npy$/i.test(name)) return { kind: 'tensor', tensor: fitted(readNumpy(name, content), input) };
  if (/\.(npz|zip)$/i.test(name)) {
    throw new InferdeckError('unsupported', `${name} holds several arrays.`, {
      nextStep: 'Save the one for this input with np.save, as .npy.',
    });
  }
  const text = new TextDecoder().decode(content);
  return {
    kind: 'text',
    text: /\.csv$/i.test(name) && input.datatype !== 'BYTES' ? tableOf(name, text) : text,
  };
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

/** The values of a table, row by row; a first row without any number is its head. */
function tableOf(name: string, text: string): string {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const cells = rows.map((row) => row.split(/[,;\t]/).map((cell) => cell.trim()));
  const isHead = (cells[0] ?? []).every((cell) => cell === '' || Number.isNaN(Number(cell)));
  const body = isHead ? cells.slice(1) : cells;
  const ragged = body.findIndex(({ length }) => length !== body[0]?.length);
  if (ragged > 0) {
    const row = ragged + (isHead ? 2 : 1);
    throw invalidArgument(
      `Row ${row} of ${name} has ${body[ragged]?.length} values, the rows before it ${body[0]?.length}.`,
    );
  }
  return body.map((row) => row.join(', ')).join('\n');
}
