import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComparisonRecord, ComparisonState } from '../comparison/comparison-state.ts';
import { comparisonRecord } from '../comparison/schema.ts';
import { comparisonState } from '../comparison/state-schema.ts';
import { writeAtomically } from '../repository/write-atomically.ts';

const STATE = 'state.json';
const RECORD = 'record.json';

/** Comparisons on the disk: a small file that tells how each went, and a large one with what it found. */
export class KeptComparisons {
  readonly #folder: string;

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'comparisons');
  }

  /** Every comparison that can be read. */
  async states(): Promise<readonly ComparisonState[]> {
    const ids = await readdir(this.#folder).catch(() => []);
    const states = await Promise.all(
      ids.map(async (id) => {
        const text = await readFile(join(this.#folder, id, STATE), 'utf8').catch(() => '{}');
        const parsed = comparisonState.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : undefined;
      }),
    );
    return states.filter((state) => state !== undefined);
  }

  /** One with its report; undefined when it has none. */
  async record(id: string): Promise<ComparisonRecord | undefined> {
    const text = await readFile(join(this.#folder, id, RECORD), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : comparisonRecord.parse(JSON.parse(text));
  }

  async write(record: ComparisonRecord): Promise<void> {
    const { report, ...state } = record;
    const folder = join(this.#folder, state.id);
    await mkdir(folder, { recursive: true });
    if (report !== undefined) await writeAtomically(join(folder, RECORD), JSON.stringify(record), folder);
    await writeAtomically(join(folder, STATE), JSON.stringify(state), folder);
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#folder, id), { recursive: true, force: true });
  }
}
