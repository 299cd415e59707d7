import { z } from 'zod';
import type { Parameters, ParameterValue } from '../backend.ts';

/** Parameters in JSON; an integer that a double cannot hold travels as text. */
export const wireParameters = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.object({ integer: z.string() })]),
);
export type WireParameters = z.infer<typeof wireParameters>;

export function parametersToWire(parameters: Parameters): WireParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? { integer: String(value) } : value,
    ]),
  );
}

export function parametersFromWire(wire: WireParameters): Parameters {
  return Object.fromEntries(
    Object.entries(wire).map(([key, value]): [string, ParameterValue] => [
      key,
      typeof value === 'object' ? BigInt(value.integer) : value,
    ]),
  );
}
