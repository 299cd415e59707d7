import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** What to do with the fields of a message that are of interest, by number; all others are skipped. */
export type FieldReaders = Readonly<Record<number, (reader: BinaryReader, wire: WireType) => void>>;

/**
 * Reads a message of which only some fields matter, without a schema for the rest.
 * @throws Error when the bytes are no protobuf message, or end too early
 */
export function readFields(bytes: Uint8Array, fields: FieldReaders): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const take = fields[number];
    if (take === undefined) reader.skip(wire, number);
    else take(reader, wire);
  }
}

/** Reads one field of repeated numbers, packed into one piece or not. */
export function readRepeated<T>(reader: BinaryReader, wire: WireType, read: () => T, into: T[]): void {
  if (wire !== WireType.LengthDelimited) {
    into.push(read());
    return;
  }
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) into.push(read());
}
