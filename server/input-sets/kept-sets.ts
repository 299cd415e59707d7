import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptSet } from '../comparison/input-set.ts';
import { InferdeckError } from '../errors.ts';

const Facts = z.object({
  id: z.string(),
  name: z.string(),
  keptAt: z.string(),
  files: z.number(),
  bytes: z.number(),
});

/** Labelled sets that came in through a window, kept from one start to the next. */
export class KeptSets {
  readonly #folder: string;

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'input-sets');
  }

  /** Newest first. */
  async list(): Promise<readonly KeptSet[]> {
    const ids = await readdir(this.#folder).catch(() => []);
    const sets = await Promise.all(ids.map((id) => this.#facts(id).catch(() => undefined)));
    return sets.filter((set) => set !== undefined).toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  /** Moves files in. @param paths on the same file system, as an upload left them */
  async keep(name: string, paths: readonly string[]): Promise<KeptSet> {
    const id = randomUUID();
    const folder = join(this.#folder, id);
    const content = join(folder, 'content');
    await mkdir(content, { recursive: true });
    for (const path of paths) await rename(path, join(content, path.split(/[\\/]/).at(-1) ?? 'set'));
    const sizes = await sizesIn(content);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
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
