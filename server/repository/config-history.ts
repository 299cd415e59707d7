import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InferdeckError } from '../errors.ts';
import { contentHash } from './content-hash.ts';
import { writeAtomically } from './write-atomically.ts';

const KEPT = 50;
const EXTENSION = '.pbtxt';

/** A text that a configuration file had. */
export interface ConfigSave {
  readonly id: string;
  /** When it was put in place, ISO 8601. */
  readonly savedAt: string;
  readonly sizeBytes: number;
}

/** The last saves of every configuration, outside the repository, as plain files. */
export class ConfigHistory {
  readonly #folder: string;

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'config-history');
  }

  /** Remembers a text; the oldest beyond fifty is forgotten. */
  async add(modelPath: string, text: string): Promise<void> {
    const folder = this.#folderOf(modelPath);
    await mkdir(folder, { recursive: true });
    const saves = await this.#ids(folder);
    const newest = saves.at(-1);
    if (newest !== undefined && (await readFile(join(folder, newest), 'utf8')) === text) return;
    await writeAtomically(join(folder, fileName(new Date(), saves.length)), text, folder);
    for (const stale of saves.slice(0, Math.max(0, saves.length + 1 - KEPT))) await rm(join(folder, stale));
  }

  /** Newest first. */
  async list(modelPath: string): Promise<ConfigSave[]> {
    const folder = this.#folderOf(modelPath);
    const ids = await this.#ids(folder);
    const saves = ids.map(async (id) => ({
      id: id.slice(0, -EXTENSION.length),
      savedAt: savedAt(id),
      sizeBytes: (await readFile(join(folder, id))).length,
    }));
    return (await Promise.all(saves)).reverse();
  }

  /** @throws InferdeckError when there is no such save */
  async read(modelPath: string, id: string): Promise<string> {
    const folder = this.#folderOf(modelPath);
    const file = (await this.#ids(folder)).find((name) => name === `${id}${EXTENSION}`);
    if (file === undefined) throw new InferdeckError('not-found', `There is no earlier save '${id}'.`);
    return await readFile(join(folder, file), 'utf8');
  }

  #folderOf(modelPath: string): string {
    return join(this.#folder, contentHash(modelPath).slice(0, 32));
  }

  async #ids(folder: string): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith(EXTENSION)).sort();
  }
}

/** `2026-11-23T04-30-00.123Z-0007.pbtxt`: sorts by time, and by order within one millisecond. */
function fileName(at: Date, order: number): string {
  return `${at.toISOString().replaceAll(':', '-')}-${String(order).padStart(4, '0')}${EXTENSION}`;
}

function savedAt(id: string): string {
  return id.slice(0, 24).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
}
