import { unpackBytes } from '../../tensors/bytes-elements.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { typedArrayOver } from '../../tensors/typed-array.ts';

const decoder = new TextDecoder();

/** A tensor as trace files show it: elements and extents in one line of text each. */
export function tensorText({ name, datatype, shape, data }: Tensor): Readonly<Record<string, string>> {
  return { name, data: elementsText({ datatype, data }), shape: shape.join(','), dtype: datatype };
}

function elementsText({ datatype, data }: Pick<Tensor, 'datatype' | 'data'>): string {
  if (datatype !== 'BYTES') return typedArrayOver(datatype, data).join(',');
  const unpacked = unpackBytes(data);
  if (unpacked.state !== 'ok') return '';
  return unpacked.elements.map((element) => JSON.stringify(decoder.decode(element))).join(',');
}
