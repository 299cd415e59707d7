import { InferdeckError, invalidArgument } from '../../../errors.ts';
import { Region, type RegionFacts } from './region.ts';

/** A part of a region that holds one tensor. */
export interface RegionSlice {
  readonly region: string;
  /** From the beginning of the region. */
  readonly offset: number;
  readonly byteSize: number;
}

/** A place in shared memory that stays valid until it is released. */
export interface Place {
  readonly write: (bytes: Uint8Array) => void;
  readonly release: () => void;
}

/** Python models talk to their server through memory of this name. */
const OF_PYTHON_BACKEND = /^\/?triton_python_backend_shm_region_/;

/** The shared memory that callers have registered. */
export class SystemRegions {
  readonly #allowed: boolean;
  readonly #regions = new Map<string, Region>();

  /** @param allowed whether callers may register memory at all */
  constructor(allowed: boolean) {
    this.#allowed = allowed;
  }

  /** Whether regions can be registered here. */
  get served(): boolean {
    return this.#allowed && process.platform === 'linux';
  }

  has(name: string): boolean {
    return this.#regions.has(name);
  }

  /** @throws InferdeckError when it is not allowed, already there, or cannot be opened */
  register(facts: RegionFacts): void {
    this.checkAllowed();
    const { name, key } = facts;
    if (name === '') {
      throw invalidArgument("'region name' is necessary to register system shared memory region");
    }
    if (this.#regions.has(name)) {
      throw new InferdeckError('already-exists', `shared memory region '${name}' already in manager`);
    }
    if (OF_PYTHON_BACKEND.test(key)) {
      throw invalidArgument(
        `cannot register shared memory region '${name}' with key '${key}' as the key contains the reserved prefix` +
          " 'triton_python_backend_shm_region_'",
      );
    }
    this.#regions.set(name, Region.open(facts));
  }

  /** @throws InferdeckError when callers may not share memory here */
  checkAllowed(): void {
    checkPlatform();
    if (this.#allowed) return;
    throw new InferdeckError(
      'unsupported',
      "Client shared memory is disabled. Start the server with '--allow-client-shm=true' to enable.",
    );
  }

  /** @param name left out: all of them. Unknown ones are nothing to do. */
  unregister(name = ''): void {
    checkPlatform();
    if (name === '') return this.close();
    this.#regions.get(name)?.release();
    this.#regions.delete(name);
  }

  /** Forgets all regions. */
  close(): void {
    for (const region of this.#regions.values()) region.release();
    this.#regions.clear();
  }

  /** @param name left out: all of them. @throws InferdeckError when there is none of that name */
  status(name = ''): readonly RegionFacts[] {
    checkPlatform();
    if (name === '') return [...this.#regions.values()].map(({ facts }) => facts);
    const region = this.#regions.get(name);
    if (region !== undefined) return [region.facts];
    throw new InferdeckError('not-found', `Unable to find system shared memory region: '${name}'`);
  }

  /** The bytes of a tensor, copied once. @throws InferdeckError when the region is unknown or too small */
  read(slice: RegionSlice): Uint8Array<ArrayBuffer> {
    return this.#regionOf(slice).read(slice.offset, slice.byteSize);
  }

  /** Where an output shall go. @throws InferdeckError when the region is unknown or too small */
  placeFor(output: string, slice: RegionSlice): Place {
    const region = this.#regionOf(slice);
    region.hold();
    return {
      release: () => region.release(),
      write: (bytes) => {
        if (bytes.byteLength > slice.byteSize) throw tooSmall(output, slice.byteSize, bytes.byteLength);
        region.write(bytes, slice.offset);
      },
    };
  }

  #regionOf({ region: name, offset, byteSize }: RegionSlice): Region {
    const region = this.#regions.get(name);
    if (region === undefined) {
      throw new InferdeckError('not-found', `Unable to find shared memory region: '${name}'`);
    }
    if (offset < 0 || offset >= region.facts.byteSize) {
      throw invalidArgument(`Invalid offset for shared memory region: '${name}'`);
    }
    if (byteSize < 0 || offset + byteSize > region.facts.byteSize) {
      throw invalidArgument(`Invalid offset + byte size for shared memory region: '${name}'`);
    }
    return region;
  }
}

function checkPlatform(): void {
  if (process.platform === 'linux') return;
  const system = process.platform === 'win32' ? 'Windows' : 'this system';
  throw new InferdeckError('unsupported', `Shared memory feature is currently not supported on ${system}`);
}

function tooSmall(output: string, given: number, needed: number): InferdeckError {
  return new InferdeckError(
    'internal',
    `shared memory size specified with the request for output '${output}' (${given} bytes) should be at least` +
      ` ${needed} bytes to hold the results`,
  );
}
