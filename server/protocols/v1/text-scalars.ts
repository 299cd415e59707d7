const SIMPLE_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
  [0x22, '\\"'],
  [0x27, "\\'"],
  [0x5c, '\\\\'],
]);
const FLOAT_DIGITS = 6;
const EXACT_FLOAT_DIGITS = 9;

/** A quoted string in which every byte that is not printable ASCII is an escape. */
export function escapedText(text: string): string {
  return `"${Array.from(Buffer.from(text), escapedByte).join('')}"`;
}

function escapedByte(byte: number): string {
  const simple = SIMPLE_ESCAPES.get(byte);
  if (simple !== undefined) return simple;
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return isPrintable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

/** A 32-bit float with six digits, or with nine where six would read back as another one. */
export function shortFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
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
