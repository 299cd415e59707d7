import type { ParameterValue } from '../../scheduling/inference.ts';

/** A parameter as JSON text; 64-bit integers stay numbers, to the last digit. */
export function parameterText(value: ParameterValue): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
