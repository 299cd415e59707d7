import { invalidArgument } from '../errors.ts';
import { type Datatype, byteSizeOf } from './datatype.ts';
import { packBytes } from './bytes-elements.ts';
import { textsOf } from './numbers-of.ts';
import type { Tensor } from './tensor.ts';

/** NumPy's names of datatypes, little-endian or of one byte. */
const DATATYPES: Readonly<Record<string, Datatype>> = {
  b1: 'BOOL',
  u1: 'UINT8',
  u2: 'UINT16',
  u4: 'UINT32',
  u8: 'UINT64',
  i1: 'INT8',
  i2: 'INT16',
  i4: 'INT32',
  i8: 'INT64',
  f2: 'FP16',
  f4: 'FP32',
  f8: 'FP64',
};

/**
 * Reads an array in NumPy's own format (version 1 to 3) as a tensor; text becomes BYTES. Source:
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws InferdeckError when it is none, or in an order or datatype that tensors do not have
 */
export function readNumpy(name: string, content: Uint8Array<ArrayBuffer>): Tensor {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const magic = String.fromCharCode(...content.subarray(0, 6));
  if (magic !== '\u0093NUMPY') throw invalidArgument(`${name} is no NumPy array.`);
  const wide = (content[6] ?? 1) > 1;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (wide ? 12 : 10) + length;
  const header = new TextDecoder('latin1').decode(content.subarray(wide ? 12 : 10, start));
  const [, order = '', kind = ''] = /'descr':\s*'([<>|=])([^']+)'/.exec(header) ?? [];
  const [, extents] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  if (extents === undefined || kind === '') throw invalidArgument(`The head of ${name} cannot be read.`);
  if (order === '>') throw invalidArgument(`${name} is big-endian; save it as little-endian.`);
  const shape = extents.split(',').flatMap((dim) => (dim.trim() === '' ? [] : [Number(dim)]));
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1) {
    throw invalidArgument(`${name} is in Fortran order; save np.ascontiguousarray of it.`);
  }
  return arrayOf(name, kind, shape, content.slice(start));
}

function arrayOf(
  name: string,
  kind: string,
  shape: readonly number[],
  data: Uint8Array<ArrayBuffer>,
): Tensor {
  const count = shape.reduce((product, dim) => product * dim, 1);
  const datatype = DATATYPES[kind];
  if (datatype !== undefined) {
    const bytes = count * (byteSizeOf(datatype) ?? 1);
    if (data.length < bytes) throw invalidArgument(`${name} ends after ${data.length} of ${bytes} bytes.`);
    return { name, datatype, shape, data: data.subarray(0, bytes) };
  }
  const [, letter, width] = /^([US])(\d+)$/.exec(kind) ?? [];
  if (letter === undefined) throw invalidArgument(`${name} has the datatype ${kind}, which no tensor has.`);
  const size = Number(width) * (letter === 'U' ? 4 : 1);
  const texts = Array.from({ length: count }, (_, at) =>
    textOf(data.slice(at * size, (at + 1) * size), letter),
  );
  return {
    name,
    datatype: 'BYTES',
    shape,
    data: packBytes(texts.map((text) => new TextEncoder().encode(text))),
  };
}

/** Text of a fixed width: UTF-32 or bytes, filled up with zeros. */
function textOf(bytes: Uint8Array<ArrayBuffer>, letter: string): string {
  const units = letter === 'U' ? new Uint32Array(bytes.buffer) : bytes;
  return String.fromCodePoint(...units).replace(/\0+$/, '');
}

/**
 * A tensor in NumPy's own format, version 1; BYTES become text of a fixed width. Source: as for `readNumpy`.
 * @throws InferdeckError for BF16, which NumPy does not have
 */
export function writeNumpy(tensor: Tensor): Uint8Array<ArrayBuffer> {
  const { kind, data } = tensor.datatype === 'BYTES' ? fixedWidth(tensor) : numeric(tensor);
  const { shape } = tensor;
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${extents}), }`;
  // The data begin at a multiple of 64, and the header ends with a line end.
  const header = `${dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11)}\n`;
  const file = new Uint8Array(10 + header.length + data.length);
  file.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  file.set(data, 10 + header.length);
  return file;
}

interface NumpyData {
  readonly kind: string;
  readonly data: Uint8Array;
}

function numeric({ name, datatype, data }: Tensor): NumpyData {
  const kind = Object.keys(DATATYPES).find((key) => DATATYPES[key] === datatype);
  if (kind === undefined) throw invalidArgument(`${name} is ${datatype}, which NumPy does not have.`);
  return { kind: `${byteSizeOf(datatype) === 1 ? '|' : '<'}${kind}`, data };
}

function fixedWidth(tensor: Tensor): NumpyData {
  const texts = textsOf(tensor).map((text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
  const width = Math.max(1, ...texts.map(({ length }) => length));
  const units = new Uint32Array(texts.length * width);
  for (const [at, text] of texts.entries()) units.set(text, at * width);
  return { kind: `<U${width}`, data: new Uint8Array(units.buffer) };
}
