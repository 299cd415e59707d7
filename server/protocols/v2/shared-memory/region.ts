import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InferdeckError, invalidArgument } from '../../../errors.ts';

/** Where Linux keeps POSIX shared memory. */
const SHARED_MEMORY = '/dev/shm';

/** What a caller says when it registers a region. */
export interface RegionFacts {
  readonly name: string;
  /** The name under which the memory was made with `shm_open`. */
  readonly key: string;
  /** Where the region begins in it, in bytes. */
  readonly offset: number;
  readonly byteSize: number;
}

/**
 * A piece of another program's shared memory. It is read and written as the file that it is on Linux, which costs one
 * copy each way and needs no native code.
 */
export class Region {
  readonly facts: RegionFacts;
  readonly #file: number;
  #holders = 1;

  private constructor(facts: RegionFacts, file: number) {
    this.facts = facts;
    this.#file = file;
  }

  /** @throws InferdeckError when there is no such memory, or less of it than said */
  static open(facts: RegionFacts): Region {
    const { name, key, offset, byteSize } = facts;
    const file = openKey(key);
    if (byteSize > 0 && offset + byteSize <= fstatSync(file).size) return new Region(facts, file);
    closeSync(file);
    throw invalidArgument(`failed to register shared memory region '${name}': invalid args`);
  }

  /** @param at from the beginning of the region */
  read(at: number, byteSize: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(byteSize);
    for (let done = 0; done < byteSize; ) {
      const got = readSync(this.#file, bytes, done, byteSize - done, this.facts.offset + at + done);
      if (got === 0)
        throw new InferdeckError('internal', `The shared memory '${this.facts.key}' has shrunk.`);
      done += got;
    }
    return bytes;
  }

  /** @param at from the beginning of the region */
  write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.byteLength; ) {
      done += writeSync(this.#file, bytes, done, bytes.byteLength - done, this.facts.offset + at + done);
    }
  }

  /** Keeps the memory at hand until `release`, also when the region is unregistered meanwhile. */
  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) closeSync(this.#file);
  }
}

function openKey(key: string): number {
  const name = key.replace(/^\//, '');
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw cannotOpen(key);
  try {
    return openSync(join(SHARED_MEMORY, name), 'r+');
  } catch (error) {
    throw cannotOpen(key, error);
  }
}

function cannotOpen(key: string, cause?: unknown): InferdeckError {
  return new InferdeckError('internal', `Unable to open shared memory region: '${key}'`, { cause });
}
