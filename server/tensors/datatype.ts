/** Bytes an element takes on the wire; BYTES elements are length-prefixed, so their size varies. */
const BYTE_SIZES = {
  BOOL: 1,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
  INT8: 1,
  INT16: 2,
  INT32: 4,
  INT64: 8,
  FP16: 2,
  FP32: 4,
  FP64: 8,
  BF16: 2,
  BYTES: undefined,
} as const;

/** The datatypes of the v2 inference protocol. */
export type Datatype = keyof typeof BYTE_SIZES;

export const DATATYPES: readonly string[] = Object.keys(BYTE_SIZES);

/** Whether a string from outside names a datatype of the protocol. */
export function isDatatype(name: string): name is Datatype {
  return Object.hasOwn(BYTE_SIZES, name);
}

/** Bytes per element, or undefined for BYTES. */
export function byteSizeOf(datatype: Datatype): number | undefined {
  return BYTE_SIZES[datatype];
}

/** `TYPE_FP32` to `FP32`; a config says TYPE_STRING where the wire says BYTES. Undefined when it names no datatype. */
export function datatypeFromConfig(configType: string): Datatype | undefined {
  if (configType === 'TYPE_STRING') return 'BYTES';
  const name = configType.replace(/^TYPE_/, '');
  return isDatatype(name) && name !== 'BYTES' ? name : undefined;
}

/** `FP32` to `TYPE_FP32`, `BYTES` to `TYPE_STRING`. */
export function datatypeToConfig(datatype: Datatype): 'TYPE_STRING' | `TYPE_${Exclude<Datatype, 'BYTES'>}` {
  return datatype === 'BYTES' ? 'TYPE_STRING' : `TYPE_${datatype}`;
}
