import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'interpreters.json';
const saved = z.record(z.string(), z.string());
type Saved = z.infer<typeof saved>;

/** Which Python somebody chose for which backend, kept from one start to the next. */
export class InterpreterChoices {
  readonly #folder: string;
  #choices: Promise<Saved> | undefined;

  constructor(stateFolder: string) {
    this.#folder = stateFolder;
  }

  async of(backend: string): Promise<string | undefined> {
    return (await this.#read())[backend];
  }

  /** @param python undefined takes the choice back */
  async choose(backend: string, python: string | undefined): Promise<void> {
    const { [backend]: _, ...others } = await this.#read();
    const choices = python === undefined ? others : { ...others, [backend]: python };
    this.#choices = Promise.resolve(choices);
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, FILE);
    await writeFile(`${path}.new`, JSON.stringify(choices, undefined, 2));
    await rename(`${path}.new`, path);
  }

  #read(): Promise<Saved> {
    this.#choices ??= readFile(join(this.#folder, FILE), 'utf8')
      .then((text) => saved.parse(JSON.parse(text)))
      .catch(() => ({}));
    return this.#choices;
  }
}
