import { join } from 'node:path';
import { z } from 'zod';
import { StateFile } from './state-file.ts';
import { TrialSetting } from './trial-setting.ts';

/** What a person wished for one model, beside its configuration. */
export const ModelSetting = z.object({
  /** Stays in memory whatever else needs room. */
  pinned: z.boolean(),
  /** Loaded by the first request instead of at the start. */
  onRequest: z.boolean(),
  /** Unloaded after so many minutes without a request; null: never. */
  idleMinutes: z.number().positive().nullable(),
  /** Names for versions, which stand for them in addresses. */
  aliases: z.record(z.string(), z.number().int().nonnegative()),
  /** Two versions that share its live requests. */
  trial: TrialSetting.optional(),
});

export type ModelSetting = Readonly<z.infer<typeof ModelSetting>>;

const Stored = z.object({
  budgetBytes: z.number().positive().nullable(),
  models: z.record(z.string(), ModelSetting),
});

type Stored = z.infer<typeof Stored>;

const UNSET: ModelSetting = { pinned: false, onRequest: false, idleMinutes: null, aliases: {} };

/** Wishes for models by the path of their folder, kept outside the repository. */
export class ModelSettings {
  readonly #file: StateFile<Stored>;

  private constructor(file: StateFile<Stored>) {
    this.#file = file;
  }

  /** @throws InferdeckError when what was kept cannot be read */
  static async open(stateFolder: string): Promise<ModelSettings> {
    const nothing = { budgetBytes: null, models: {} };
    return new ModelSettings(await StateFile.open(join(stateFolder, 'model-settings.json'), Stored, nothing));
  }

  /** Memory that all models together may take; null: as much as there is. */
  get budgetBytes(): number | null {
    return this.#file.value.budgetBytes;
  }

  of(modelPath: string): ModelSetting {
    return this.#file.value.models[modelPath] ?? UNSET;
  }

  async change(modelPath: string, change: Partial<ModelSetting>): Promise<void> {
    const { value } = this.#file;
    const models = { ...value.models, [modelPath]: { ...this.of(modelPath), ...change } };
    await this.#file.write({ ...value, models });
  }

  async setBudget(budgetBytes: number | null): Promise<void> {
    await this.#file.write({ ...this.#file.value, budgetBytes });
  }

  /** Settles when every wish is on the disk. */
  async close(): Promise<void> {
    await this.#file.close();
  }
}
