import type { Token, TokenKind } from './document.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const NEWLINE = 10;
const BACKSLASH = 92;
const SYMBOLS = '{}<>[]:;,-';
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);
const isDigit = (code: number) => code >= 48 && code <= 57;
const isNameStart = (code: number) =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isNamePart = (code: number) => isNameStart(code) || isDigit(code);

/** The tokens of a text, an `end` token last, and its comments apart. Every text has tokens; nothing is an error yet. */
export function scan(text: string): {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
} {
  const tokens: Token[] = [];
  const comments: Token[] = [];
  let token = tokenAt(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0);
  while (token.kind !== 'end') {
    (token.kind === 'comment' ? comments : tokens).push(token);
    token = tokenAt(text, token.end);
  }
  tokens.push(token);
  return { tokens, comments };
}

function tokenAt(text: string, offset: number): Token {
  const start = skipWhile(text, offset, isSpace);
  const startsLine = offset <= 1 || text.slice(offset, start).includes('\n');
  if (start >= text.length) return { kind: 'end', text: '', start, end: start, startsLine };
  const [kind, end] = extent(text, start);
  return { kind, text: text.slice(start, end), start, end, startsLine };
}

function extent(text: string, start: number): [TokenKind, number] {
  const code = text.charCodeAt(start);
  const character = text.charAt(start);
  if (isNameStart(code)) return ['name', skipWhile(text, start, isNamePart)];
  if (isDigit(code) || (character === '.' && isDigit(text.charCodeAt(start + 1)))) {
    return ['number', numberEnd(text, start)];
  }
  if (character === '"' || character === "'") return ['string', stringEnd(text, start, code)];
  if (character === '#') return ['comment', skipWhile(text, start, (next) => next !== NEWLINE)];
  return SYMBOLS.includes(character) ? ['symbol', start + 1] : ['junk', junkEnd(text, start)];
}

function skipWhile(text: string, from: number, accept: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && accept(text.charCodeAt(at))) at += 1;
  return at;
}

/** Takes letters along, so that `12abc` is one wrong number rather than two tokens. */
function numberEnd(text: string, start: number): number {
  const isHex = /^0[xX]/.test(text.slice(start, start + 2));
  let at = start;
  while (at < text.length) {
    const isSign = !isHex && /^[eE][+-]$/.test(text.slice(at - 1, at + 1));
    if (!isSign && text[at] !== '.' && !isNamePart(text.charCodeAt(at))) break;
    at += 1;
  }
  return at;
}

/** Ends after the closing quote, or before the line break that cuts the string off. */
function stringEnd(text: string, start: number, quote: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== NEWLINE) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    at += code === BACKSLASH && text.charCodeAt(at + 1) !== NEWLINE ? 2 : 1;
  }
  return Math.min(at, text.length);
}

/** Up to the next space or symbol, so that binary data is reported once and not byte by byte. */
function junkEnd(text: string, start: number): number {
  return skipWhile(
    text,
    start + 1,
    (code) => !isSpace(code) && !`${SYMBOLS}#"'`.includes(String.fromCharCode(code)),
  );
}
