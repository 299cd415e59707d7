import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InferdeckError } from '../../errors.ts';
import { formatSize } from '../../format-size.ts';
import { passingName } from '../abandoned.ts';
import { checkSourcePath } from './source-path.ts';
import { writeFailure } from './write-failure.ts';

/** Files that come in from a browser, which cannot say where they lie; kept until their import is over. */
export class Uploads {
  readonly #folder: string;
  readonly #open = new Set<string>();

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'uploads');
  }

  /**
   * Begins a drop.
   * @param bytes of all its files together, as far as they are known
   * @returns its id
   * @throws InferdeckError when there is no room for so much
   */
  async begin(bytes = 0): Promise<string> {
    const id = passingName(randomUUID());
    await mkdir(this.#folder, { recursive: true });
    await this.#checkRoom(bytes);
    await mkdir(join(this.#folder, id));
    this.#open.add(id);
    return id;
  }

  /** Takes one file of a drop. @throws InferdeckError when its path leads out, or the disk is full */
  async receive(id: string, path: string, content: Readable): Promise<void> {
    const folder = this.#folderOf(id);
    const target = join(folder, checkSourcePath(path));
    try {
      await mkdir(dirname(target), { recursive: true });
      await pipeline(content, createWriteStream(target, { flags: 'wx' }));
    } catch (error) {
      throw writeFailure(folder, error);
    }
  }

  /** What was dropped: the paths of its files and folders. */
  async paths(id: string): Promise<string[]> {
    const folder = this.#folderOf(id);
    return (await readdir(folder)).sort().map((name) => join(folder, name));
  }

  async discard(id: string): Promise<void> {
    if (!this.#open.delete(id)) return;
    await rm(join(this.#folder, id), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    for (const id of this.#open) await this.discard(id);
  }

  async #checkRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    if (bytes <= bavail * bsize) return;
    throw new InferdeckError(
      'unavailable',
      `The files have ${formatSize(bytes)}, and the disk that takes them in has room for ${formatSize(bavail * bsize)}: ${this.#folder}.`,
      { nextStep: 'Make room on the disk, and drop them again.' },
    );
  }

  #folderOf(id: string): string {
    if (this.#open.has(id)) return join(this.#folder, id);
    throw new InferdeckError('not-found', 'There is no such upload; it may be over.');
  }
}
