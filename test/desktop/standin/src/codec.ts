/**
 * Values between the page and the main process as JSON, with what Electron's structured clone keeps and JSON does not:
 * undefined, NaN, infinities, dates and bytes. Used on both sides.
 */
type Encoded =
  | null
  | boolean
  | string
  | number
  | readonly Encoded[]
  | { readonly $: string; readonly value?: unknown };

export function encode(value: unknown): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : { $: 'number', value: String(value) };
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'bigint') return { $: 'bigint', value: String(value) };
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) return { $: 'date', value: value.getTime() };
  if (value instanceof Uint8Array) return { $: 'bytes', value: Array.from(value) };
  if (typeof value !== 'object') throw new Error('An object could not be cloned.');
  return { $: 'object', value: Object.entries(value).map(([key, entry]) => [key, encode(entry)]) };
}

export function decode(encoded: unknown): unknown {
  if (Array.isArray(encoded)) return encoded.map(decode);
  if (encoded === null || typeof encoded !== 'object') return encoded;
  const { $, value } = encoded as { $: string; value: never };
  switch ($) {
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(value);
    case 'date':
      return new Date(value);
    case 'bytes':
      return Uint8Array.from(value);
    case 'object':
      return Object.fromEntries((value as [string, unknown][]).map(([key, entry]) => [key, decode(entry)]));
    default:
      return undefined;
  }
}
