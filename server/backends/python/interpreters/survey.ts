import { failureOf } from '../../../errors.ts';
import type { FrameworkFacts, FrameworkInPython, FrameworksReport, InterpreterFacts } from './contract.ts';
import type { FoundPython, Interpreters } from './find.ts';
import { installCommand, isNewEnough, missingModules, NUMPY, type PythonNeed } from './need.ts';
import type { PythonFacts } from './probe.ts';

/** Tells which frameworks there are, in which Python, and what installs those that are missing. */
export class FrameworkSurvey {
  readonly #interpreters: Interpreters;
  readonly #needs: readonly PythonNeed[];
  readonly #bundled: readonly FrameworkFacts[];

  /** @param bundled frameworks that need no Python */
  constructor(interpreters: Interpreters, needs: readonly PythonNeed[], bundled: readonly FrameworkFacts[]) {
    this.#interpreters = interpreters;
    this.#needs = needs;
    this.#bundled = bundled;
  }

  /** Asks every Python of this machine, which takes a moment. */
  async report(): Promise<FrameworksReport> {
    const pythons = await this.#interpreters.all();
    const inPythons = await Promise.all(this.#needs.map((need) => this.#framework(need)));
    return {
      frameworks: [...this.#bundled, ...inPythons],
      interpreters: pythons.map((python) => this.#interpreter(python)),
    };
  }

  /**
   * Has one Python run a framework from the next load on; without a path, whichever is found.
   * @returns false when there is no such framework
   * @throws InferdeckError when the Python will not do
   */
  async choose(backend: string, python: string | undefined): Promise<boolean> {
    const need = this.#needs.find((candidate) => candidate.backend === backend);
    if (need === undefined) return false;
    if (python !== undefined) await this.#interpreters.find(need, python);
    await this.#interpreters.choices.choose(backend, python);
    return true;
  }

  #interpreter({ origin, facts }: FoundPython): InterpreterFacts {
    return {
      path: facts.path,
      origin,
      version: facts.version.join('.'),
      isNewEnough: isNewEnough(facts),
      frameworks: this.#needs.map((need) => this.#inPython(need, facts)),
    };
  }

  #inPython(need: PythonNeed, facts: PythonFacts): FrameworkInPython {
    const { backend } = need;
    const missing = missingModules(facts, need);
    if (missing.length === 0) return { backend, version: versionOf(need, facts), missing: [] };
    const command = installCommand(facts, missing, this.#interpreters.platform);
    return { backend, missing: missing.map(({ module }) => module), command };
  }

  async #framework(need: PythonNeed): Promise<FrameworkFacts> {
    const { backend, title } = need;
    const isChosen = (await this.#interpreters.choices.of(backend)) !== undefined;
    const about = { backend, title, home: 'python', isChosen } as const;
    try {
      const facts = await this.#interpreters.find(need);
      const note = `Runs in Python ${facts.version.join('.')}, each instance in a process of its own.`;
      return { ...about, state: 'ready', version: versionOf(need, facts), python: facts.path, note };
    } catch (thrown) {
      const { message, nextStep } = failureOf(thrown);
      return { ...about, state: 'missing', note: message, ...(nextStep !== undefined && { nextStep }) };
    }
  }
}

function versionOf({ modules }: PythonNeed, facts: PythonFacts): string {
  const [first] = modules;
  const version = (first && facts.modules[first.module]) ?? '';
  return first === NUMPY ? `numpy ${version}` : version;
}
