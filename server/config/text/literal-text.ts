const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** A quoted string; control characters become octal escapes, which every reader of the format knows. */
export function stringLiteral(text: string): string {
  const escaped = text.replace(/["\\]|\p{Cc}/gu, (character) => ESCAPES.get(character) ?? octal(character));
  return `"${escaped}"`;
}

/** An escape stands for a byte, so only what is one byte in UTF-8 can be written as one. */
function octal(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : character;
}

/** The shortest decimal that reads back as the same float or double. */
export function floatText(value: number, type: 'float' | 'double'): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
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
