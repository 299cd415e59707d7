import { existsSync } from 'node:fs';
import { InferdeckError } from '../../../errors.ts';
import type { InterpreterChoices } from './choices.ts';
import { type Candidate, pythonCandidates, type Surroundings } from './candidates.ts';
import { installCommand, isNewEnough, missingModules, type PythonNeed } from './need.ts';
import { probePython, type PythonFacts } from './probe.ts';

/** Pythons that have everything, by what was needed and path; one that lacks something is asked again. */
const complete = new Map<string, PythonFacts>();

/** A Python, and where it was found. */
export interface FoundPython {
  readonly origin: Candidate['origin'];
  readonly facts: PythonFacts;
}

/** The Pythons of this machine. */
export class Interpreters {
  readonly choices: InterpreterChoices;
  readonly #surroundings: Surroundings;

  constructor(choices: InterpreterChoices, surroundings: Surroundings = process) {
    this.choices = choices;
    this.#surroundings = surroundings;
  }

  get platform(): NodeJS.Platform {
    return this.#surroundings.platform;
  }

  /** Every Python that works, once, however many names it has. */
  async all(): Promise<readonly FoundPython[]> {
    const candidates = pythonCandidates(this.#surroundings).filter(({ path }) => existsSync(path));
    const probed = await Promise.all(
      candidates.map(async ({ path, origin }) => ({ origin, facts: await probePython(path) })),
    );
    const found = probed.flatMap(({ origin, facts }) => (facts === undefined ? [] : [{ origin, facts }]));
    const isSame = (a: FoundPython, b: FoundPython) =>
      a.facts.home === b.facts.home && a.facts.version.join() === b.facts.version.join();
    return found.filter((python, index) => found.findIndex((other) => isSame(other, python)) === index);
  }

  /**
   * The Python that runs a backend: the chosen one, or the first that has everything.
   * @param setting path of a program; nobody else is asked then
   * @throws InferdeckError with the command that installs what is missing
   */
  async find(need: PythonNeed, setting?: string): Promise<PythonFacts> {
    const chosen = setting ?? (await this.choices.of(need.backend));
    const candidates = this.#candidates(chosen);
    let nearest: PythonFacts | undefined;
    for (const { path } of candidates) {
      const known = complete.get(keyOf(need, path));
      if (known !== undefined) return known;
      const python = await probePython(path);
      if (python === undefined || !isNewEnough(python)) continue;
      if (missingModules(python, need).length === 0) {
        complete.set(keyOf(need, path), python);
        return python;
      }
      nearest ??= python;
    }
    throw nearest === undefined ? this.#nowhere(need, candidates) : this.#incomplete(need, nearest);
  }

  #candidates(chosen: string | undefined): readonly Candidate[] {
    const candidates = pythonCandidates(
      chosen === undefined
        ? this.#surroundings
        : { ...this.#surroundings, env: { INFERDECK_PYTHON: chosen } },
    );
    // A deliberate choice is not passed over in silence.
    const deliberate = candidates.filter(({ origin }) => origin === 'INFERDECK_PYTHON');
    return deliberate.length > 0 ? deliberate : candidates.filter(({ path }) => existsSync(path));
  }

  #nowhere({ backend }: PythonNeed, candidates: readonly Candidate[]): InferdeckError {
    const [first] = candidates;
    const where =
      first?.origin === 'INFERDECK_PYTHON'
        ? `${first.path} is no Python that works (3.9 or later is needed)`
        : 'there is no Python 3.9 or later on this machine';
    return new InferdeckError('unavailable', `The ${backend} backend cannot run: ${where}.`, {
      nextStep: 'Install Python, or set INFERDECK_PYTHON to the path of one.',
    });
  }

  #incomplete(need: PythonNeed, python: PythonFacts): InferdeckError {
    const missing = missingModules(python, need);
    const names = missing.map(({ module }) => module).join(' and ');
    return new InferdeckError(
      'unavailable',
      `The ${need.backend} backend cannot run: ${python.path} (Python ${python.version.join('.')}) has no ${names}.`,
      { nextStep: `Run: ${installCommand(python, missing, this.#surroundings.platform)}` },
    );
  }
}

function keyOf({ modules }: PythonNeed, path: string): string {
  return JSON.stringify([path, ...modules.map(({ module }) => module)]);
}
