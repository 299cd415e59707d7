import { InferdeckError, invalidArgument } from '../../errors.ts';
import { plainBytes } from '../grpc/plain-bytes.ts';
import type { InputData } from '../v1/infer.ts';

/** A message has one entry for each input that is not in shared memory; more entries than that are passed over. */
export function rawInputs(entries: readonly Uint8Array[], modelName: string): InputData {
  let taken = 0;
  const wrongSize = (input: string, got: number, expected: number) =>
    invalidArgument(
      `unexpected size ${got} for input '${input}', expecting ${expected} for model '${modelName}'`,
    );
  return {
    next: (input, byteSize) => {
      const entry = entries[taken];
      if (entry === undefined) {
        throw invalidArgument(
          `expected tensor data for at least ${taken} inputs but got only ${entries.length} sets of data for model '${modelName}'`,
        );
      }
      taken += 1;
      if (entry.byteLength !== byteSize) throw wrongSize(input, entry.byteLength, byteSize);
      return plainBytes(entry);
    },
    end: () => {},
    wrongRegionSize: wrongSize,
    outputTooLarge: (output, place, size) =>
      new InferdeckError(
        'internal',
        `for output ${output} expected requested buffer size to be at least${size} bytes but got ${place} in actual request`,
      ),
  };
}
