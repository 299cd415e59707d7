const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ["'", "\\'"],
  ['\\', '\\\\'],
]);

/** A quoted string for people; control characters become octal escapes, which every reader of the format knows. */
export function stringLiteral(text: string): string {
  const escaped = text.replace(
    /["\\]|\p{Cc}/gu,
    (character) => ESCAPES.get(character) ?? controlEscape(character),
  );
  return `"${escaped}"`;
}

/** An escape stands for a byte, so only what is one byte in UTF-8 can be written as one. */
function controlEscape(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? octal(code) : character;
}

/** A quoted string as protobuf itself prints it: every byte of the UTF-8 that is not printable ASCII is an escape. */
export function asciiLiteral(text: string): string {
  return `"${Array.from(new TextEncoder().encode(text), byteText).join('')}"`;
}

function byteText(byte: number): string {
  const character = String.fromCharCode(byte);
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return ESCAPES.get(character) ?? (isPrintable ? character : octal(byte));
}

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
