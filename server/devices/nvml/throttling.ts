/** Bits of `nvmlClocksThrottleReasons` in nvml.h, and what each means. Idle clocks (bit 0) hold nothing back. */
const REASONS: readonly (readonly [bit: bigint, words: string])[] = [
  [0x2n, 'clocks set by an application'],
  [0x4n, 'power limit reached'],
  [0x8n, 'hardware slowdown'],
  [0x10n, 'held back with the other cards of a group'],
  [0x20n, 'too hot'],
  [0x40n, 'too hot, slowed down by the hardware'],
  [0x80n, 'power brake'],
  [0x100n, 'display clock setting'],
];

/** What keeps the clock down, in words. */
export function throttleWords(mask: bigint): readonly string[] {
  return REASONS.filter(([bit]) => (mask & bit) !== 0n).map(([, words]) => words);
}
