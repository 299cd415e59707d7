/**
 * JSON as inference clients write it: NaN and infinities as bare words, and 64-bit integers that a double cannot hold.
 * Both are read only when they occur, so that ordinary text takes the fast path of the platform's parser.
 */

const UNUSUAL = /NaN|Infinity|(?<![\d.])\d{16}/;
/** Strings are matched so that nothing inside them is; a whole number must not be the tail of a fraction. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|-?\bNaN\b|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
const NAN_MARK = '\u0000NaN';
const INTEGER_MARK = '\u0000i';

/** @throws SyntaxError as JSON.parse does, with positions of the original text where nothing unusual occurs in it */
export function parseJsonText(text: string): unknown {
  return UNUSUAL.test(text) ? JSON.parse(text.replace(TOKENS, markToken)) : JSON.parse(text);
}

function markToken(token: string): string {
  if (token.startsWith('"')) return token;
  if (token.endsWith('NaN')) return JSON.stringify(NAN_MARK);
  if (token.endsWith('Infinity')) return token.startsWith('-') ? '-1e999' : '1e999';
  return JSON.stringify(INTEGER_MARK + token);
}

/** A number of parsed text, or undefined when the value is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === NAN_MARK) return Number.NaN;
  if (isMarkedInteger(value)) return Number(value.slice(INTEGER_MARK.length));
  return undefined;
}

/** A whole number of parsed text to its last digit, or undefined when the value is none. */
export function integerOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (isMarkedInteger(value)) return BigInt(value.slice(INTEGER_MARK.length));
  return undefined;
}

/** Whether a string of parsed text stands for a number rather than for itself. */
export function standsForNumber(value: unknown): boolean {
  return value === NAN_MARK || isMarkedInteger(value);
}

function isMarkedInteger(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(INTEGER_MARK);
}
