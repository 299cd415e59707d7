/** Protobuf as it goes over the wire, without any description of messages: fields are known by their numbers alone. */

type Value = bigint | number | string | Uint8Array | Field[];
export type Field = readonly [number: number, value: Value];

/** A message. Numbers become varints; whatever is zero is left out, as every writer does. */
export function encode(fields: readonly Field[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      fields.flatMap(([number, value]) => {
        if (typeof value === 'number' || typeof value === 'bigint') {
          return BigInt(value) === 0n ? [] : [varint(number << 3), varint(value)];
        }
        const bytes = Array.isArray(value) ? encode(value) : Buffer.from(value);
        return [varint((number << 3) | 2), varint(bytes.byteLength), bytes];
      }),
    ),
  );
}

function varint(value: bigint | number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

/** A message that came, field by field. */
export class Message {
  readonly #fields = new Map<number, (bigint | Buffer)[]>();

  /** @param bytes of the message @throws Error when they are none */
  constructor(bytes: Uint8Array = new Uint8Array()) {
    const reader = new Reader(Buffer.from(bytes));
    while (!reader.atEnd) {
      const key = Number(reader.varint());
      const value = reader.value(key & 7);
      this.#fields.set(key >> 3, [...(this.#fields.get(key >> 3) ?? []), value]);
    }
  }

  /** 0 where it was left out. */
  number(field: number): number {
    const value = this.#fields.get(field)?.at(-1) ?? 0n;
    return Number(value);
  }

  /** A 32-bit float; 0 where it was left out. */
  float(field: number): number {
    const [value] = this.bytes(field);
    return value?.readFloatLE() ?? 0;
  }

  text(field: number): string {
    return (this.bytes(field)[0] ?? Buffer.alloc(0)).toString();
  }

  bytes(field: number): readonly Buffer[] {
    return (this.#fields.get(field) ?? []).filter((value) => Buffer.isBuffer(value));
  }

  messages(field: number): readonly Message[] {
    return this.bytes(field).map((bytes) => new Message(bytes));
  }

  message(field: number): Message {
    return this.messages(field)[0] ?? new Message();
  }

  /** Repeated numbers, which lie one behind the other. */
  packed(field: number): readonly number[] {
    return this.bytes(field).flatMap((bytes) => {
      const reader = new Reader(bytes);
      const numbers: number[] = [];
      while (!reader.atEnd) numbers.push(Number(BigInt.asIntN(64, reader.varint())));
      return numbers;
    });
  }

  /** Entries of a map with texts or numbers as keys. */
  entries(field: number): readonly (readonly [key: string, value: Message])[] {
    return this.messages(field).map((entry) => [
      entry.bytes(1).length > 0 ? entry.text(1) : String(entry.number(1)),
      entry.message(2),
    ]);
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.byteLength;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes.readUInt8(this.#at);
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  /** @param wireType 0 varint, 2 bytes, 5 four bytes */
  value(wireType: number): bigint | Buffer {
    if (wireType === 0) return this.varint();
    if (wireType !== 2 && wireType !== 5) throw new Error(`wire type ${wireType}`);
    return this.#take(wireType === 5 ? 4 : Number(this.varint()));
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.byteLength) throw new Error('The message is cut off.');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
