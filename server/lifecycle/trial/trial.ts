import type { TrialSetting } from '../../repository/trial-setting.ts';
import type { InferenceRequest, InferenceResponse } from '../../scheduling/inference.ts';
import { Arm } from './arm.ts';
import type { MirrorState, TrialState } from './contract.ts';
import { copied, withPair } from './mirror.ts';

/** Asks a version; undefined: the one that is asked by default. */
export type AskVersion = (request: InferenceRequest) => Promise<InferenceResponse>;

export interface TrialSurroundings {
  readonly isReady: (version: number) => boolean;
  /** Between 0 and 1, evenly. */
  readonly random: () => number;
  /** Hears that the trial ended by itself. */
  readonly onSettled: (setting: TrialSetting) => void;
}

/** Mirrored requests at one time; a B that is slower than the traffic skips the others. */
const MIRRORED_AT_ONCE = 4;

const NOTHING_MIRRORED: MirrorState = {
  compared: 0,
  same: 0,
  classified: 0,
  sameClass: 0,
  maxAbsolute: 0,
  skipped: 0,
};

/** One model's trial: who answers which live request, and what came of it. */
export class Trial {
  readonly #surroundings: TrialSurroundings;
  readonly #arms = { a: new Arm(), b: new Arm() };
  #setting: TrialSetting;
  #mirrored = NOTHING_MIRRORED;
  #underWay = 0;

  constructor(setting: TrialSetting, surroundings: TrialSurroundings) {
    this.#setting = setting;
    this.#surroundings = surroundings;
  }

  get setting(): TrialSetting {
    return this.#setting;
  }

  get state(): TrialState {
    const { settled, why, ...plan } = this.#setting;
    return {
      ...plan,
      ...(settled !== undefined && { settled }),
      ...(why !== undefined && { why }),
      arms: { a: this.#arms.a.state, b: this.#arms.b.state },
      mirrored: this.#mirrored,
    };
  }

  /** The version for what a trial leaves alone: sequences, which stay with one version, and streams. */
  get steadyVersion(): number | undefined {
    return this.#ready(this.#setting.settled ?? 'a');
  }

  /** Answers a request that names no version. */
  async infer(request: InferenceRequest, ask: AskVersion): Promise<InferenceResponse> {
    const { settled, kind, share } = this.#setting;
    const isSteady = settled !== undefined || request.parameters['sequence_id'] !== undefined;
    if (isSteady) return await ask({ ...request, version: this.steadyVersion });
    const isChosen = this.#surroundings.random() < share;
    if (kind === 'mirror' && isChosen) return await this.#mirror(request, ask);
    return await this.#measured(isChosen && this.#ready('b') !== undefined ? 'b' : 'a', request, ask);
  }

  async #mirror(request: InferenceRequest, ask: AskVersion): Promise<InferenceResponse> {
    const isFree = this.#underWay < MIRRORED_AT_ONCE && this.#ready('b') !== undefined;
    if (!isFree) {
      this.#mirrored = { ...this.#mirrored, skipped: this.#mirrored.skipped + 1 };
      return await this.#measured('a', request, ask);
    }
    this.#underWay += 1;
    // Whether its caller leaves is nothing to the mirrored one.
    const again = { ...request, signal: undefined, trace: undefined, inputs: copied(request.inputs) };
    try {
      const response = await this.#measured('a', request, ask);
      void this.#askAgain(again, copied(response.outputs), ask);
      return response;
    } catch (error) {
      this.#underWay -= 1;
      throw error;
    }
  }

  /** Asks B what A has answered already. Never rejects: nobody waits for it. */
  async #askAgain(
    request: InferenceRequest,
    answered: InferenceResponse['outputs'],
    ask: AskVersion,
  ): Promise<void> {
    try {
      const { outputs } = await this.#measured('b', request, ask);
      this.#mirrored = withPair(this.#mirrored, answered, outputs);
    } catch {
      // The arm has counted it.
    } finally {
      this.#underWay -= 1;
    }
  }

  async #measured(arm: 'a' | 'b', request: InferenceRequest, ask: AskVersion): Promise<InferenceResponse> {
    try {
      return await this.#arms[arm].watch(() => ask({ ...request, version: this.#ready(arm) }));
    } finally {
      this.#stopWhenFailing();
    }
  }

  #stopWhenFailing(): void {
    const { settled, a, b } = this.#setting;
    if (settled !== undefined || !this.#arms.b.failsTooOften) return;
    const why = `Version ${b} failed five of its last twenty requests; version ${a} answers all of them again.`;
    this.#setting = { ...this.#setting, settled: 'a', why };
    this.#surroundings.onSettled(this.#setting);
  }

  #ready(arm: 'a' | 'b'): number | undefined {
    const version = this.#setting[arm];
    return this.#surroundings.isReady(version) ? version : undefined;
  }
}
