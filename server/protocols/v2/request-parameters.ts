import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { InferenceRequest, ParameterValue } from '../../scheduling/inference.ts';

const LONGEST_SEQUENCE_ID = 128;

/**
 * The parameters of an infer request as the core takes them.
 * @throws InferdeckError for a key that callers may not use
 */
export function requestParameters(
  entries: readonly (readonly [string, ParameterValue])[],
): InferenceRequest['parameters'] {
  for (const [key, value] of entries) checkParameter(key, value);
  return Object.fromEntries(entries.map(([key, value]) => [key, simplest(value)]));
}

/** Whole numbers stay numbers as long as they are exact. */
function simplest(value: ParameterValue): ParameterValue {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function checkParameter(key: string, value: ParameterValue): void {
  if (key.startsWith('triton_')) {
    throw invalidArgument(
      "parameter keys starting with 'triton_' are reserved for Triton usage and should not be specified.",
    );
  }
  if (key === 'sequence_id' && typeof value === 'string' && value.length > LONGEST_SEQUENCE_ID) {
    throw new InferdeckError(
      'unsupported',
      `string correlation ID cannot be longer than ${LONGEST_SEQUENCE_ID} characters`,
    );
  }
}
