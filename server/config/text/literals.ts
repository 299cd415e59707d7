const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['v', 11],
  ['\\', 92],
  ["'", 39],
  ['"', 34],
  ['?', 63],
]);
const ESCAPE = /\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/y;

export type Literal<T> = { readonly value: T } | { readonly fault: string };

/** A surrogate without its other half, which no UTF-8 can say. */
export const HALF_CHARACTER = /\p{Cs}/u;

/** The value of a quoted literal. Octal and hex escapes are bytes, which together must make UTF-8. */
export function stringValue(literal: string): Literal<string> {
  const inner = literal.slice(1, -1);
  if (HALF_CHARACTER.test(inner)) return { fault: 'A string cannot hold half of a surrogate pair.' };
  if (!inner.includes('\\')) return { value: inner };
  const bytes = unescapeBytes(inner);
  if (typeof bytes === 'string') return { fault: `Invalid escape sequence "${bytes}" in a string.` };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: 'The escapes in this string do not make valid UTF-8.' };
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The bytes of a string with escapes, or the first escape that is none. */
function unescapeBytes(inner: string): Uint8Array<ArrayBuffer> | string {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < inner.length) {
    const backslash = inner.indexOf('\\', at);
    parts.push(utf8(inner.slice(at, backslash === -1 ? inner.length : backslash)));
    if (backslash === -1) break;
    ESCAPE.lastIndex = backslash;
    const escape = ESCAPE.exec(inner);
    const value = escape && escapeBytes(escape);
    if (!value) return inner.slice(backslash, backslash + 2);
    parts.push(value);
    at = ESCAPE.lastIndex;
  }
  return joined(parts);
}

function escapeBytes(escape: RegExpExecArray): Uint8Array | undefined {
  const [, octal, hex, short, long, letter] = escape;
  if (octal !== undefined) return Uint8Array.of(Number.parseInt(octal, 8));
  if (hex !== undefined) return Uint8Array.of(Number.parseInt(hex, 16));
  const codePoint = short ?? long;
  if (codePoint !== undefined) return codePointBytes(Number.parseInt(codePoint, 16));
  const code = SIMPLE_ESCAPES.get(letter ?? '');
  return code === undefined ? undefined : Uint8Array.of(code);
}

function codePointBytes(code: number): Uint8Array | undefined {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0x10ffff || isSurrogate ? undefined : utf8(String.fromCodePoint(code));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** No type holds more digits than this, and turning a million of them into a number takes its time. */
const LONGEST_INTEGER = 64;

/** A whole number in decimal, hex (`0x1f`) or octal (`017`), exactly; undefined when the text is none. */
export function integerValue(text: string): bigint | undefined {
  if (text.length > LONGEST_INTEGER) return undefined;
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(0|[1-9][0-9]*|0[xX][0-9a-fA-F]+)$/.test(text) ? BigInt(text) : undefined;
}

/** A float: `1`, `.5`, `1e-3`, `2.f`, `inf`, `nan`; undefined when the text is none. */
export function floatValue(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  // A zero in front makes a number octal, and there are no octal fractions.
  if (/^0[0-9]/.test(text) && !/^0[0-7]+$/.test(text)) return undefined;
  const isFloat = /^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[fF]?$/.test(text);
  return isFloat ? Number(text.replace(/[fF]$/, '')) : undefined;
}
