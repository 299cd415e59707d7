import type { CalledModel, CalledTensor } from './called-model.ts';

/** More elements than anybody wants to read. */
const MOST_WRITTEN = 32;
/** What JSON has no numbers for. */
const BINARY_ONLY: readonly string[] = ['FP16', 'BF16'];

/** Whether the tensors of a call can be written out in JSON, and are few enough for it. */
export function fitsJson({ inputs }: CalledModel): boolean {
  return inputs.every(
    ({ datatype, elements, values }) =>
      (elements <= MOST_WRITTEN || values !== undefined) && !BINARY_ONLY.includes(datatype),
  );
}

/** What a tensor is filled with, as JSON and JavaScript write it. */
export function fillerOf({ datatype }: CalledTensor): string {
  if (datatype === 'BYTES') return '"text"';
  return datatype === 'BOOL' ? 'false' : '0';
}

/** The path of an infer call. */
export function inferPath({ name, version }: CalledModel): string {
  return `/v2/models/${name}${version === undefined ? '' : `/versions/${version}`}/infer`;
}

/** The JSON before binary tensors: shapes and sizes. */
export function binaryHead({ inputs }: CalledModel): string {
  return JSON.stringify({
    inputs: inputs.map(({ name, datatype, shape, byteSize }) => ({
      name,
      datatype,
      shape,
      parameters: { binary_data_size: byteSize ?? 0 },
    })),
  });
}

/** Whether every tensor has a size that does not depend on its content. */
export function hasFixedSize({ inputs }: CalledModel): boolean {
  return inputs.every(({ byteSize }) => byteSize !== undefined);
}

/** The bytes of all tensors together. */
export function bytesOf({ inputs }: CalledModel): number {
  return inputs.reduce((sum, { byteSize = 0 }) => sum + byteSize, 0);
}
