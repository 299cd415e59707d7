import type { Known, Unknown } from './contract.ts';

/** A value that was measured. */
export function known<T>(value: T): Known<T> {
  return { state: 'known', value };
}

/** A value that cannot be had, and why. */
export function unknown(reason: string, nextStep?: string): Unknown {
  return { state: 'unknown', reason, ...(nextStep !== undefined && { nextStep }) };
}

/** The same value in a unit that is so many times larger. */
export function inUnitsOf(divisor: number, reading: Known<number>): Known<number> {
  return reading.state === 'known' ? known(reading.value / divisor) : reading;
}
