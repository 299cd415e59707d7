const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

function bitsOf(value: number): number {
  float[0] = value;
  return bits[0] ?? 0;
}

function floatOf(pattern: number): number {
  bits[0] = pattern;
  return float[0] ?? 0;
}

/** The IEEE 754 half-precision pattern nearest to a number, ties to even. */
export function toFloat16(value: number): number {
  const pattern = bitsOf(value);
  const sign = (pattern >>> 16) & 0x8000;
  const magnitude = pattern & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 a half counts in steps of 2^-24, so the step number is the pattern.
  if (magnitude < 0x38800000) return sign | roundHalfEven(floatOf(magnitude) * 2 ** 24);
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The number that a half-precision pattern stands for. */
export function fromFloat16(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >>> 10) & 0x1f;
  const fraction = pattern & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bfloat16 pattern nearest to a number, ties to even. */
export function toBfloat16(value: number): number {
  const pattern = bitsOf(value);
  if (Number.isNaN(value)) return 0x7fc0;
  return ((pattern + 0x7fff + ((pattern >>> 16) & 1)) >>> 16) & 0xffff;
}

/** The number that a bfloat16 pattern stands for. */
export function fromBfloat16(pattern: number): number {
  return floatOf((pattern << 16) >>> 0);
}
