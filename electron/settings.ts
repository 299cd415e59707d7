import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../server/errors.ts';

const placement = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
});

/** A value that makes no sense is forgotten alone, not the whole file. */
const schema = z.object({
  repository: z.string().min(1).optional().catch(undefined),
  /** Those that are served beside it. */
  alongside: z.array(z.string().min(1)).readonly().optional().catch(undefined),
  /** Those served before, newest first. */
  recent: z.array(z.string().min(1)).readonly().optional().catch(undefined),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  window: placement.optional().catch(undefined),
});

/** Where the window was, in device-independent pixels. */
export type Placement = Readonly<z.infer<typeof placement>>;

/** What the desktop app remembers from one start to the next. */
export type Settings = Readonly<z.infer<typeof schema>>;

/** The repositories that were served last, in their order; none at the first start. */
export function lastServed({ repository, alongside = [] }: Settings): readonly string[] {
  return repository === undefined ? [] : [repository, ...alongside];
}

/** The settings in memory and in one JSON file. A file that cannot be read is put aside as `….broken`, not lost. */
export class SettingsFile {
  readonly #file: string;
  /** Why the file could not be taken, as a sentence. */
  readonly problem: string | undefined;
  #unwritten: (why: string) => void = () => {};
  readonly #listeners = new Set<() => void>();
  #current: Settings;

  constructor(file: string) {
    this.#file = file;
    const { settings, problem } = read(file);
    this.#current = settings;
    this.problem = problem;
  }

  get current(): Settings {
    return this.#current;
  }

  /** @param listener told why the settings cannot be kept, as a sentence, the first time that it happens */
  onUnwritten(listener: (why: string) => void): void {
    this.#unwritten = listener;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Whoever reads the file sees the old settings or the new ones, never half of them. */
  change(changes: Partial<Settings>): void {
    this.#current = { ...this.#current, ...changes };
    this.#write();
    for (const listener of this.#listeners) listener();
  }

  /** A full disk keeps nobody from choosing a theme. */
  #write(): void {
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#current, null, 2)}\n`);
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      this.#unwritten(
        `${this.#file} cannot be written: ${messageOf(error)}. What is changed now holds until the app ends.`,
      );
      this.#unwritten = () => {};
    }
  }
}

interface Read {
  readonly settings: Settings;
  readonly problem?: string;
}

function read(file: string): Read {
  const text = readIfPresent(file);
  if (text === undefined) return { settings: schema.parse({}) };
  try {
    return { settings: schema.parse(JSON.parse(text)) };
  } catch {
    const problem = `${file} could not be read; ${putAside(file)}, and the app starts as if it were new.`;
    return { settings: schema.parse({}), problem };
  }
}

/** @returns what became of the file, as half a sentence */
function putAside(file: string): string {
  const aside = `${file}.broken`;
  try {
    copyFileSync(file, aside);
    return `it was kept as ${aside}`;
  } catch (error) {
    return `it could not be kept as ${aside} either (${messageOf(error)})`;
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
