import type { ScalarType } from './field.ts';

const BOUNDS = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

export type IntegerType = keyof typeof BOUNDS;

export function isIntegerType(type: ScalarType): type is IntegerType {
  return Object.hasOwn(BOUNDS, type);
}

/**
 * An integer of a type as a number, which is exact up to 2^53; a larger one becomes its neighbour within the type.
 * Undefined when it is out of the type's range.
 */
export function toNumber(exact: bigint, type: IntegerType): number | undefined {
  const [least, most] = BOUNDS[type];
  if (exact < least || exact > most) return undefined;
  const value = Number(exact);
  // The largest 64-bit integers round up to a number that is out of range; doubles are 1,024 or 2,048 apart there.
  return BigInt(value) > most ? Number(most - 2047n) : value;
}
