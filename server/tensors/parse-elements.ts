import type { Datatype } from './datatype.ts';
import type { Element } from './encode-elements.ts';

export type ParsedElements =
  | {
      readonly state: 'ok';
      readonly elements: readonly Element[];
      readonly shape: readonly number[] | undefined;
    }
  | { readonly state: 'error'; readonly message: string };

class Unreadable extends Error {}

/**
 * Reads elements as people write or paste them: JSON, nested as the shape or flat, or a list with spaces, commas or
 * line ends between. Lines of text are the elements of BYTES.
 */
export function parseElements(text: string, datatype: Datatype): ParsedElements {
  try {
    const trimmed = text.trim();
    if (trimmed.startsWith('[')) return fromJson(trimmed, datatype);
    const words = datatype === 'BYTES' ? lines(text) : trimmed.split(/[\s,;]+/).filter((word) => word !== '');
    return { state: 'ok', elements: words.map((word, at) => element(word, datatype, at)), shape: undefined };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { state: 'error', message: thrown.message };
    throw thrown;
  }
}

function lines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function fromJson(text: string, datatype: Datatype): ParsedElements {
  const elements: Element[] = [];
  const shape: number[] = [];
  let leafDepth: number | undefined;
  const walk = (value: unknown, depth: number): void => {
    const isLeaf = !Array.isArray(value);
    if (isLeaf) leafDepth ??= depth;
    if (leafDepth !== undefined && isLeaf !== (depth === leafDepth)) {
      throw new Unreadable('The lists are nested to different depths.');
    }
    if (isLeaf) {
      elements.push(element(value, datatype, elements.length));
      return;
    }
    shape[depth] ??= value.length;
    if (shape[depth] !== value.length) {
      throw new Unreadable(
        `The lists at depth ${depth + 1} differ in length: ${shape[depth]} and ${value.length}.`,
      );
    }
    for (const item of value) walk(item, depth + 1);
  };
  walk(readJson(text), 0);
  return { state: 'ok', elements, shape: shape.length > 1 ? shape : undefined };
}

function readJson(text: string): unknown {
  try {
    // JSON.parse would round whole numbers beyond 2^53, so those become text first.
    return JSON.parse(text.replace(/(?<=[[,\s])(-?\d{16,})(?=\s*[\],])/g, '"$1"'));
  } catch {
    throw new Unreadable(
      'This starts like JSON but cannot be read as JSON. Is a bracket or a comma missing?',
    );
  }
}

const INTEGER_BITS: Partial<Record<Datatype, readonly [signed: boolean, bits: number]>> = {
  INT8: [true, 8],
  INT16: [true, 16],
  INT32: [true, 32],
  INT64: [true, 64],
  UINT8: [false, 8],
  UINT16: [false, 16],
  UINT32: [false, 32],
  UINT64: [false, 64],
};

function element(value: unknown, datatype: Datatype, at: number): Element {
  if (datatype === 'BYTES') return String(value);
  const where = `Value ${at + 1}`;
  if (datatype === 'BOOL') return truth(value, where);
  const range = INTEGER_BITS[datatype];
  return range === undefined ? float(value, where) : integer(value, datatype, range, where);
}

function truth(value: unknown, where: string): number {
  const word = String(value).toLowerCase();
  if (word === 'true' || word === '1') return 1;
  if (word === 'false' || word === '0') return 0;
  throw new Unreadable(`${where} is '${String(value)}'; BOOL takes true, false, 1 or 0.`);
}

const FLOAT_WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

function float(value: unknown, where: string): number {
  const word = String(value).toLowerCase();
  const number = FLOAT_WORDS[word] ?? (word === '' ? Number.NaN : Number(word));
  if (Number.isNaN(number) && word !== 'nan') {
    throw new Unreadable(`${where} is '${String(value)}', which is not a number.`);
  }
  return number;
}

function integer(
  value: unknown,
  datatype: Datatype,
  [signed, bits]: readonly [boolean, number],
  where: string,
): number | bigint {
  const word = String(value).replace(/\.0*$/, '');
  if (!/^[+-]?\d+$/.test(word)) {
    throw new Unreadable(`${where} is '${String(value)}'; ${datatype} takes whole numbers.`);
  }
  const whole = BigInt(word.replace(/^\+/, ''));
  const most = 2n ** BigInt(signed ? bits - 1 : bits) - 1n;
  const least = signed ? -most - 1n : 0n;
  if (whole < least || whole > most) {
    throw new Unreadable(`${where} is ${word}, outside ${datatype} (${least} … ${most}).`);
  }
  return bits === 64 ? whole : Number(whole);
}
