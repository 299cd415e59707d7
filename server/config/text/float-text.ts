const FLOAT_DIGITS = 6;
const EXACT_FLOAT_DIGITS = 9;

/** The shortest decimal that reads back as the same float or double; always told from an integer. */
export function floatText(value: number, type: 'float' | 'double'): string {
  const word = wordFor(value);
  if (word !== undefined) return word;
  const text = Object.is(value, -0) ? '-0' : type === 'double' ? String(value) : shortestSingle(value);
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
}

function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(value);
}

function wordFor(value: number): string | undefined {
  if (Number.isNaN(value)) return 'nan';
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? 'inf' : '-inf';
}

/** A 32-bit float as protobuf itself prints it: six digits, or nine where six would read back as another one. */
export function plainFloatText(value: number): string {
  const word = wordFor(value);
  if (word !== undefined) return word;
  const short = generalFormat(value, FLOAT_DIGITS);
  return Math.fround(Number(short)) === value ? short : generalFormat(value, EXACT_FLOAT_DIGITS);
}

/** C's `%.Ng`: as many significant digits, no zeros at the end, an exponent of at least two digits. */
function generalFormat(value: number, digits: number): string {
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < digits) return withoutZeros(value.toFixed(digits - 1 - exponent));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
