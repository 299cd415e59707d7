import { dirname, join } from 'node:path';
import type { Logger } from '../../../telemetry/log.ts';
import type { InspectionSpec, LoadWatch } from '../../backend.ts';
import type { Interpreters } from '../interpreters/find.ts';
import type { PythonNeed } from '../interpreters/need.ts';
import type { PythonFacts } from '../interpreters/probe.ts';
import { packedPython } from './packed.ts';
import { environmentKey, pythonWith, requirementsOf } from './requirements.ts';

/** What of a model says which Python it wants. */
export type EnvironmentSpec = Pick<InspectionSpec, 'modelName' | 'modelFolder' | 'path' | 'parameters'>;

/** The Pythons that models bring along or ask for, kept apart from each other and from the machine's own. */
export class Environments {
  readonly #folder: string;
  readonly #interpreters: Interpreters;
  readonly #log: Logger;
  /** Environments in the making, so that two models with the same list make one. */
  readonly #making = new Map<string, Promise<string>>();

  constructor(stateFolder: string, interpreters: Interpreters, log: Logger) {
    this.#folder = join(stateFolder, 'python-environments');
    this.#interpreters = interpreters;
    this.#log = log;
  }

  /**
   * The program that runs a model: the one of EXECUTION_ENV_PATH or the machine's, and where the model has a
   * requirements.txt, one made from it that has these packages, too.
   * @param need what the backend itself cannot do without
   * @throws InferdeckError with what is missing, or what pip said
   */
  async pythonFor(spec: EnvironmentSpec, need: PythonNeed, watch: LoadWatch): Promise<string> {
    const options = { folder: this.#folder, log: this.#log, watch };
    const packed = spec.parameters['EXECUTION_ENV_PATH'];
    const chosen =
      packed === undefined
        ? spec.parameters['interpreter']
        : await packedPython(packed, spec.modelFolder, options);
    const requirements = await requirementsOf(spec.modelName, [dirname(spec.path), spec.modelFolder]);
    if (requirements === undefined) return (await this.#interpreters.find(need, chosen)).path;
    const base = await this.#baseFor(need, chosen);
    return await this.#once(environmentKey(requirements, base), watch, async () => {
      const python = await pythonWith(requirements, base, options);
      return (await this.#interpreters.find(need, python)).path;
    });
  }

  /** A Python that has what the backend needs, or else any: a list of requirements may bring it. */
  async #baseFor(need: PythonNeed, chosen: string | undefined): Promise<PythonFacts> {
    try {
      return await this.#interpreters.find(need, chosen);
    } catch {
      return await this.#interpreters.find({ ...need, modules: [] }, chosen);
    }
  }

  async #once(key: string, watch: LoadWatch, make: () => Promise<string>): Promise<string> {
    const running = this.#making.get(key);
    if (running !== undefined) {
      watch.report('waiting for the Python environment that another model makes');
      const made = await running.catch(() => undefined);
      watch.signal.throwIfAborted();
      // The other one failed or was called off: this one tries for itself.
      return made ?? (await this.#once(key, watch, make));
    }
    const made = make().finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    return await made;
  }
}
