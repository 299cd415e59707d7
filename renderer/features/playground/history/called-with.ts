import { jsonFromBytes } from '../../../../server/tensors/json-tensor.ts';
import { byteSizeOf } from '../../../../server/tensors/datatype.ts';
import { elementCount } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import type { CalledModel, CalledTensor } from '../../connect/called-model.ts';

/** More elements than anybody wants in a program. */
const MOST_WRITTEN = 20_000;
/** What every JSON reader and Python take for the same numbers. */
const BARE_WORDS = /NaN|Infinity/;

/** A call that sends exactly these inputs; undefined where they are too many, or no program text has such numbers. */
export function calledWith(
  name: string,
  version: number,
  inputs: readonly Tensor[],
  outputs: readonly string[],
): CalledModel | undefined {
  const called = inputs.map(calledTensor);
  if (called.some((tensor) => tensor === undefined)) return undefined;
  return { name, version, inputs: called.filter((tensor) => tensor !== undefined), outputs };
}

function calledTensor({ name, datatype, shape, data }: Tensor): CalledTensor | undefined {
  const elements = elementCount(shape);
  if (elements > MOST_WRITTEN || datatype === 'FP16' || datatype === 'BF16') return undefined;
  const values = jsonFromBytes(name, datatype, data);
  if (datatype !== 'BYTES' && BARE_WORDS.test(values)) return undefined;
  const size = byteSizeOf(datatype);
  return {
    name,
    datatype,
    shape,
    elements,
    byteSize: size === undefined ? undefined : size * elements,
    values,
  };
}

/** Sends the bytes of a request that lie in a file beside it, for inputs that no program text can hold. */
export function curlWithFile(
  {
    model,
    version,
    jsonLength,
  }: { readonly model: string; readonly version: number; readonly jsonLength: number },
  file: string,
  http: string,
): string {
  return [
    `curl -s '${http}/v2/models/${model}/versions/${version}/infer' --data-binary '@${file}' \\`,
    `  -H 'Inference-Header-Content-Length: ${jsonLength}' -H 'Content-Type: application/octet-stream' -o answer.bin`,
  ].join('\n');
}
