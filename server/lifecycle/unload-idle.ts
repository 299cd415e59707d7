import type { ModelSettings } from '../repository/model-settings.ts';
import { lastUse } from './memory-budget.ts';
import type { ServedModels } from './served-models.ts';

const EVERY_MS = 5000;
const MINUTE_MS = 60_000;

/** Unloads models that nobody has asked for so long as their settings say. Pinned ones stay. */
export class IdleUnloader {
  readonly #models: ServedModels;
  readonly #settings: ModelSettings;
  #timer: NodeJS.Timeout | undefined;

  constructor(models: ServedModels, settings: ModelSettings) {
    this.#models = models;
    this.#settings = settings;
  }

  begin(): void {
    this.#timer = setInterval(() => void this.look(), EVERY_MS);
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** @param now milliseconds since 1970 */
  async look(now = Date.now()): Promise<void> {
    for (const model of this.#models.allServed) {
      const { idleMinutes, pinned } = this.#settings.of(model.prepared?.folder.path ?? '');
      if (idleMinutes === null || pinned || model.ready.length === 0 || model.progress !== undefined)
        continue;
      const busy = model.ready.some(({ pending }) => pending > 0);
      if (busy || now - lastUse(model) < idleMinutes * MINUTE_MS) continue;
      await this.#models.unload(model.name, {
        reason: `unloaded after ${idleMinutes} minutes without a request`,
      });
    }
  }
}
