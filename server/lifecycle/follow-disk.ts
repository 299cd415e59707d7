import { setTimeout as delay } from 'node:timers/promises';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { ServedModels } from './served-models.ts';

/** A folder counts as complete when it has not changed for so long. */
const SETTLING_MS = 300;
const MOST_TRIES = 100;

/**
 * Keeps what is served equal to what is on disk: the control mode `poll`. Added models are loaded, changed ones loaded
 * again, removed ones unloaded. A folder that is still being written is left for the next look.
 */
export class DiskFollower {
  readonly #models: ServedModels;
  #seen = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(models: ServedModels) {
    this.#models = models;
  }

  /** Looks every so many seconds, from now on. */
  start(seconds: number): void {
    this.#seen = this.#fingerprints();
    this.#timer = setInterval(() => void this.look(), seconds * 1000);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Looks once; settles when everything that it found is loaded or unloaded. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#compare());
    return this.#looking;
  }

  async #compare(): Promise<void> {
    await this.#models.refresh();
    const now = this.#fingerprints();
    const changed = [...now].filter(([name, fingerprint]) => this.#seen.get(name) !== fingerprint);
    const removed = [...this.#seen.keys()].filter((name) => !now.has(name));
    const settled = await Promise.all(
      changed.map(async ([name]) => ((await this.#settles(name)) ? name : undefined)),
    );
    const ready = settled.filter((name) => name !== undefined);
    await this.#models.loadAll(ready);
    for (const name of removed) await this.#models.unload(name);
    for (const name of removed) this.#seen.delete(name);
    for (const name of ready) this.#seen.set(name, this.#fingerprints().get(name) ?? '');
  }

  #fingerprints(): Map<string, string> {
    return new Map(this.#models.folders.map(({ name, fingerprint }) => [name, fingerprint]));
  }

  async #settles(name: string): Promise<boolean> {
    let before: ModelFolder | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [folder] = await this.#models.lookAt(name);
      if (folder === undefined) return false;
      if (folder.fingerprint === before?.fingerprint) return true;
      before = folder;
      await delay(SETTLING_MS);
    }
    return false;
  }
}
