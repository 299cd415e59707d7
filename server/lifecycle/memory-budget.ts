import { formatSize } from '../format-size.ts';
import type { ModelSettings } from '../repository/model-settings.ts';
import { needs } from './ensemble-members.ts';
import { estimateModel } from './estimate-memory.ts';
import { LoadError } from './load-error.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { ServedModel } from './served-model.ts';

/** The models in memory, and the way out of it. */
export interface ModelsInMemory {
  readonly allServed: () => readonly ServedModel[];
  /** Settles when the memory is free. */
  readonly evict: (name: string, reason: string) => Promise<void>;
}

/** Keeps the models within the memory that a person allows them: who was asked longest ago makes room first. */
export class MemoryBudget {
  readonly #settings: ModelSettings;
  readonly #models: ModelsInMemory;
  /** Room that loads under way were promised. */
  readonly #promised = new Map<string, number>();

  constructor(settings: ModelSettings, models: ModelsInMemory) {
    this.#settings = settings;
    this.#models = models;
  }

  /** What the models in memory take, measured where it could be. */
  get usedBytes(): number {
    return this.#models.allServed().reduce((sum, model) => sum + bytesOf(model), 0);
  }

  /**
   * Sees to it that a model fits, before it is loaded; others are unloaded if need be.
   * @throws LoadError when it cannot fit
   */
  async makeRoom(model: PreparedModel): Promise<void> {
    const { budgetBytes } = this.#settings;
    const { name } = model.config;
    if (budgetBytes === null) return;
    const needed = estimateModel(model);
    this.#promised.set(name, needed);
    while (this.#takenBeside(name) + needed > budgetBytes) {
      const leaving = this.#nextToLeave(name);
      if (leaving === undefined) throw noRoom(name, needed, budgetBytes, this.#takenBeside(name));
      await this.#models.evict(leaving.name, `unloaded to make room for '${name}'`);
    }
  }

  /** The load that room was made for is over. */
  release(name: string): void {
    this.#promised.delete(name);
  }

  #takenBeside(name: string): number {
    const others = this.#models.allServed().filter((model) => model.name !== name);
    const loaded = others.filter((model) => !this.#promised.has(model.name));
    const promised = [...this.#promised].filter(([model]) => model !== name);
    return (
      loaded.reduce((sum, model) => sum + bytesOf(model), 0) +
      promised.reduce((sum, [, bytes]) => sum + bytes, 0)
    );
  }

  #nextToLeave(name: string): ServedModel | undefined {
    const all = this.#models.allServed();
    return all
      .filter((model) => model.name !== name && bytesOf(model) > 0 && this.#mayLeave(model))
      .filter((model) => !all.some((other) => other.ready.length > 0 && needs(other, model.name)))
      .sort((a, b) => lastUse(a) - lastUse(b))[0];
  }

  #mayLeave(model: ServedModel): boolean {
    const busy = model.progress !== undefined || model.ready.some(({ pending }) => pending > 0);
    return !busy && !this.#settings.of(model.prepared?.folder.path ?? '').pinned;
  }
}

function bytesOf({ ready }: ServedModel): number {
  return ready.reduce((sum, { memory }) => sum + (memory.measuredBytes ?? memory.estimatedBytes), 0);
}

/** When a model was last asked, or came into memory. Milliseconds since 1970. */
export function lastUse({ ready }: ServedModel): number {
  return Math.max(
    0,
    ...ready.map(({ statistics, readySince }) => Math.max(statistics.lastInference, readySince)),
  );
}

function noRoom(name: string, needed: number, budget: number, taken: number): LoadError {
  return new LoadError(
    'load',
    `'${name}' needs about ${formatSize(needed)} of memory, and of the ${formatSize(budget)} that models may take ` +
      `${formatSize(Math.max(0, budget - taken))} can be had.`,
    {
      kind: 'unavailable',
      nextStep: 'Raise the budget, unpin or unload other models, or give it fewer instances.',
    },
  );
}
