import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { ModelSettings } from '../../repository/model-settings.ts';
import type { TrialSetting } from '../../repository/trial-setting.ts';
import type { InferenceRequest, InferenceResponse } from '../../scheduling/inference.ts';
import type { TrialPlan, TrialState } from './contract.ts';
import { type AskVersion, Trial } from './trial.ts';

/** What trials need of the models. */
export interface TriedModels {
  readonly folders: readonly { readonly name: string; readonly path: string }[];
  readonly settings: ModelSettings;
  readonly events: { emit(event: 'trialStopped', name: string, why: string): unknown };
  served(name: string): { record(version: number): { readonly state: string } | undefined } | undefined;
}

/** The trials of the server, at most one a model; they outlive a restart, their numbers do not. */
export class Trials {
  readonly #models: TriedModels;
  readonly #random: () => number;
  readonly #trials = new Map<string, Trial>();

  constructor(models: TriedModels, random: () => number = Math.random) {
    this.#models = models;
    this.#random = random;
  }

  /** Takes up the trials that an earlier server was in. */
  restore(): void {
    for (const { name, path } of this.#models.folders) {
      const { trial } = this.#models.settings.of(path);
      if (trial !== undefined) this.#trials.set(name, this.#trialOf(name, trial));
    }
  }

  state(name: string): TrialState | undefined {
    return this.#trials.get(name)?.state;
  }

  /** @throws InferdeckError when both are one version, or one of them does not serve */
  async start(name: string, { kind, a, b, share }: TrialPlan): Promise<void> {
    if (a === b) throw invalidArgument('A trial needs two different versions.');
    for (const version of [a, b]) {
      if (this.#isReady(name, version)) continue;
      throw new InferdeckError('unavailable', `Version ${version} of '${name}' does not serve.`, {
        nextStep: 'Serve it, then begin the trial.',
      });
    }
    await this.#put(name, { kind, a, b, share });
  }

  /** Lets one of the two answer everything. @throws InferdeckError when there is no trial */
  async settle(name: string, settled: 'a' | 'b'): Promise<void> {
    const { kind, a, b, share } = this.#found(name).setting;
    await this.#put(name, { kind, a, b, share, settled });
  }

  /** Forgets a trial: the newest version answers what names none. */
  async end(name: string): Promise<void> {
    if (this.#trials.delete(name)) await this.#keep(name, undefined);
  }

  /** Answers a request, by the trial of its model where it has one and the request names no version. */
  infer(request: InferenceRequest, ask: AskVersion): Promise<InferenceResponse> {
    const trial = request.version === undefined ? this.#trials.get(request.modelName) : undefined;
    return trial === undefined ? ask(request) : trial.infer(request, ask);
  }

  /** The version for a stream that names none. */
  steadyVersion({ modelName, version }: InferenceRequest): number | undefined {
    return version ?? this.#trials.get(modelName)?.steadyVersion;
  }

  #trialOf(name: string, setting: TrialSetting): Trial {
    return new Trial(setting, {
      isReady: (version) => this.#isReady(name, version),
      random: this.#random,
      onSettled: (settled) => {
        this.#models.events.emit('trialStopped', name, settled.why ?? '');
        // Until it is kept, the trial itself remembers.
        void this.#keep(name, settled).catch(() => {});
      },
    });
  }

  #isReady(name: string, version: number): boolean {
    return this.#models.served(name)?.record(version)?.state === 'READY';
  }

  async #put(name: string, setting: TrialSetting): Promise<void> {
    this.#trials.set(name, this.#trialOf(name, setting));
    await this.#keep(name, setting);
  }

  async #keep(name: string, trial: TrialSetting | undefined): Promise<void> {
    const folder = this.#models.folders.find((candidate) => candidate.name === name);
    await this.#models.settings.change(folder?.path ?? '', { trial });
  }

  #found(name: string): Trial {
    const trial = this.#trials.get(name);
    if (trial !== undefined) return trial;
    throw new InferdeckError('not-found', `'${name}' is in no trial.`);
  }
}
