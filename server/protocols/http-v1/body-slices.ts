import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { InputData } from '../v1/infer.ts';

/** A body has the inputs one after the other, without anything between them. */
export function bodySlices(body: Tensor['data'], modelName: string): InputData {
  let at = 0;
  return {
    next: (input, byteSize) => {
      const missing = byteSize - (body.byteLength - at);
      if (missing > 0) {
        throw invalidArgument(
          `unexpected size for input '${input}', expecting ${missing} bytes for model '${modelName}'`,
        );
      }
      at += byteSize;
      return body.subarray(at - byteSize, at);
    },
    end: () => {
      if (at === body.byteLength) return;
      throw invalidArgument(`unexpected additional input data for model '${modelName}'`);
    },
    wrongRegionSize: (input, got, expected) =>
      invalidArgument(
        `unexpected shared-memory size ${got} for input '${input}', expecting ${expected} for model '${modelName}'`,
      ),
    outputTooLarge: (_output, place, size) =>
      new InferdeckError(
        'internal',
        `expected buffer size to be at least ${size} bytes but gets ${place} bytes in output tensor`,
      ),
  };
}
