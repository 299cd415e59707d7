import { create, fromBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import {
  type SharedMemoryControlRequest,
  SharedMemoryControlRequestSchema,
} from './generated/v1_grpc_service_pb.ts';

type Control = NonNullable<MessageInitShape<typeof SharedMemoryControlRequestSchema>['sharedMemoryControl']>;

/** What release 1.6 sends: field 1 is the type, field 2 the region; 1.7 has a field for each type instead. */
interface RequestOf16 {
  /** 0 registers and is left out on the wire, 1 unregisters, 2 unregisters all. */
  type: number;
  readonly region: RegionOf16;
}

interface RegionOf16 {
  name: string;
  key: string | undefined;
  offset: bigint;
  byteSize: bigint;
}

const UNREGISTER = 1;
const UNREGISTER_ALL = 2;

/** Reads a request for shared memory as 1.6 or 1.7 sends it. */
export function readSharedMemoryControl(bytes: Uint8Array): SharedMemoryControlRequest {
  const request = requestOf16(bytes);
  return request === undefined
    ? fromBinary(SharedMemoryControlRequestSchema, bytes)
    : create(SharedMemoryControlRequestSchema, { sharedMemoryControl: asOf17(request) });
}

function asOf17({ type, region: { name, key = '', offset, byteSize } }: RequestOf16): Control {
  if (type === UNREGISTER_ALL) return { case: 'unregisterAll', value: {} };
  if (type === UNREGISTER) return { case: 'unregister', value: { name } };
  const system = { case: 'systemSharedMemory', value: { sharedMemoryKey: key } } as const;
  return { case: 'register', value: { name, offset, byteSize, sharedMemoryTypes: system } };
}

/** Undefined when it is one of 1.7: there field 1 is a message, and the message in field 2 has a name alone. */
function requestOf16(bytes: Uint8Array): RequestOf16 | undefined {
  const request: RequestOf16 = { type: 0, region: { name: '', key: undefined, offset: 0n, byteSize: 0n } };
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1 && wireType === WireType.Varint) request.type = reader.uint32();
    else if (field === 2 && wireType === WireType.LengthDelimited) readRegion(reader.bytes(), request.region);
    else reader.skip(wireType, field);
  }
  return request.type === 0 && request.region.key === undefined ? undefined : request;
}

function readRegion(bytes: Uint8Array, region: RegionOf16): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) region.name = reader.string();
    else if (field === 2) region.key = reader.string();
    else if (field === 3) region.offset = BigInt(reader.uint64());
    else if (field === 4) region.byteSize = BigInt(reader.uint64());
    else reader.skip(wireType, field);
  }
}
