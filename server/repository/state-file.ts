import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { InferdeckError, messageOf } from '../errors.ts';
import { writeAtomically } from './write-atomically.ts';

/** Something that the application remembers from one start to the next, as a JSON file of its own. */
export class StateFile<T> {
  readonly #path: string;
  #value: T;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, value: T) {
    this.#path = path;
    this.#value = value;
  }

  /**
   * @param initial what counts while there is no file
   * @throws InferdeckError when there is one that cannot be read: nothing may be forgotten without being said
   */
  static async open<T>(path: string, shape: z.ZodType<T>, initial: T): Promise<StateFile<T>> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return new StateFile(path, initial);
    try {
      return new StateFile(path, shape.parse(JSON.parse(text)));
    } catch (error) {
      throw new InferdeckError('internal', `Cannot read ${path}: ${messageOf(error)}`, {
        nextStep: 'Mend the file; or remove it, and what it remembered is forgotten.',
        cause: error,
      });
    }
  }

  get value(): T {
    return this.#value;
  }

  /** Counts at once; settles when it is on the disk. */
  write(value: T): Promise<void> {
    this.#value = value;
    const turn = this.#writing.then(() => this.#put(value));
    this.#writing = turn.catch(() => {});
    return turn;
  }

  /** Settles when nothing is being written any more. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #put(value: T): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeAtomically(this.#path, JSON.stringify(value, null, 2), dirname(this.#path));
  }
}
