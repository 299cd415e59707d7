/** Numbers that look random and are the same every time. */
export function numberGenerator(seed: number): {
  readonly uniform: () => number;
  readonly normal: () => number;
} {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  // SplitMix32: https://github.com/bryc/code/blob/master/jshash/PRNGs.md
  const uniform = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
