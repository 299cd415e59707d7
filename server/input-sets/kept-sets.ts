import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptSet } from '../comparison/input-set.ts';
import { InferdeckError } from '../errors.ts';
import { formatSize } from '../format-size.ts';

const Facts = z.object({
  id: z.string(),
  name: z.string(),
  keptAt: z.string(),
  files: z.number(),
  bytes: z.number(),
});

/** What all sets together may take on the disk. */
const MOST_BYTES = 20e9;

/** Labelled sets that came in through a window, kept from one start to the next. */
export class KeptSets {
  readonly #folder: string;
  readonly #mostBytes: number;

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string, mostBytes = MOST_BYTES) {
    this.#folder = join(stateFolder, 'input-sets');
    this.#mostBytes = mostBytes;
  }

  /** Newest first. */
  async list(): Promise<readonly KeptSet[]> {
    const ids = await readdir(this.#folder).catch(() => []);
    const sets = await Promise.all(ids.map((id) => this.#facts(id).catch(() => undefined)));
    return sets.filter((set) => set !== undefined).toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  /**
   * Moves files in.
   * @param paths on the same file system, as an upload left them
   * @throws InferdeckError when all sets together would take too much
   */
  async keep(name: string, paths: readonly string[]): Promise<KeptSet> {
    const id = randomUUID();
    const folder = join(this.#folder, id);
    const content = join(folder, 'content');
    await mkdir(content, { recursive: true });
    for (const path of paths) await rename(path, join(content, path.split(/[\\/]/).at(-1) ?? 'set'));
    const sizes = await sizesIn(content);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    await this.#checkRoom(folder, bytes);
    const facts = { id, name, keptAt: new Date().toISOString(), files: sizes.length, bytes };
    await writeFile(join(folder, 'set.json'), JSON.stringify(facts));
    return facts;
  }

  /** Where the files of a set lie, and what it is called. @throws InferdeckError when there is no such set */
  async find(id: string): Promise<{ readonly path: string; readonly name: string }> {
    const facts = /^[\w-]+$/.test(id) ? await this.#facts(id).catch(() => undefined) : undefined;
    if (facts === undefined)
      throw new InferdeckError('not-found', 'This set of inputs is not kept any more.');
    return { path: join(this.#folder, id, 'content'), name: facts.name };
  }

  async forget(id: string): Promise<void> {
    await this.find(id);
    await rm(join(this.#folder, id), { recursive: true, force: true });
  }

  async #checkRoom(folder: string, bytes: number): Promise<void> {
    const taken = (await this.list()).reduce((sum, set) => sum + set.bytes, 0);
    if (taken + bytes <= this.#mostBytes) return;
    await rm(folder, { recursive: true, force: true });
    const [has, most] = [formatSize(bytes), formatSize(this.#mostBytes)];
    throw new InferdeckError(
      'unavailable',
      `This set has ${has}; with the ${formatSize(taken)} of those that are kept it would be more than ${most}.`,
      { nextStep: 'Forget a set that is not needed any more.' },
    );
  }

  async #facts(id: string): Promise<KeptSet> {
    return Facts.parse(JSON.parse(await readFile(join(this.#folder, id, 'set.json'), 'utf8')));
  }
}

async function sizesIn(folder: string): Promise<readonly number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
}
