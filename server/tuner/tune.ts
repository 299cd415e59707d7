import { byGoal, dominates } from './front.ts';
import { keyOf, type Measurement, type Setting, type SettingSpace, type TunedPoint } from './setting.ts';

/** Puts load on a setting. @param isHopeless asked with what was measured so far; a measurement may end early then */
export type Measure = (setting: Setting, isHopeless: (soFar: Measurement) => boolean) => Promise<Measurement>;

export interface TuneOptions {
  readonly space: SettingSpace;
  /** The setting that is in use. */
  readonly start: Setting;
  readonly measure: Measure;
  /** The p95 in milliseconds that must be kept. */
  readonly budgetMs?: number;
  /** Settings that are measured at most. */
  readonly most?: number;
  readonly onPoint?: (point: TunedPoint, points: readonly TunedPoint[]) => void;
  readonly signal?: AbortSignal;
}

const MOST = 60;
/** A setting this far behind another one in both ways is not worth its full time. */
const FAR = 0.8;
/** Points from which the search goes on into the neighbourhood. */
const STARTS = 3;

/**
 * Looks for the best setting of a model: first a coarse grid of instances, batch sizes and delays, then step by step
 * from the best of them to better neighbours until there are none.
 * @returns everything that was measured, in that order
 */
export async function tune(options: TuneOptions): Promise<readonly TunedPoint[]> {
  const search = new Search(options);
  await search.tryAll([options.start, ...coarse(options.space, options.start)]);
  for (const { setting } of search.best(STARTS)) await search.climb(setting);
  return search.points;
}

class Search {
  readonly #options: TuneOptions;
  readonly #points = new Map<string, TunedPoint>();
  readonly #order: (a: Measurement, b: Measurement) => number;

  constructor(options: TuneOptions) {
    this.#options = options;
    this.#order = byGoal(options.budgetMs);
  }

  get points(): readonly TunedPoint[] {
    return [...this.#points.values()];
  }

  best(count: number): readonly TunedPoint[] {
    return this.points.toSorted((a, b) => this.#order(a.measured, b.measured)).slice(0, count);
  }

  async tryAll(settings: readonly Setting[]): Promise<void> {
    for (const setting of settings) await this.#try(setting);
  }

  /** Goes to the best neighbour as long as there is a better one. */
  async climb(from: Setting): Promise<void> {
    for (let here = from; ; ) {
      const around = neighbours(this.#options.space, here);
      await this.tryAll(around);
      const known = [here, ...around].flatMap((setting) => this.#points.get(keyOf(setting)) ?? []);
      const [best] = known.sort((a, b) => this.#order(a.measured, b.measured));
      if (best === undefined || keyOf(best.setting) === keyOf(here)) return;
      here = best.setting;
    }
  }

  async #try(setting: Setting): Promise<void> {
    const { measure, most = MOST, onPoint, signal } = this.#options;
    signal?.throwIfAborted();
    const key = keyOf(setting);
    if (this.#points.has(key) || this.#points.size >= most) return;
    let cutShort = false;
    const measured = await measure(setting, (soFar) => (cutShort = this.#isHopeless(soFar)));
    signal?.throwIfAborted();
    const point = { setting, measured, cutShort };
    this.#points.set(key, point);
    onPoint?.(point, this.points);
  }

  #isHopeless({ throughput, p95, failed }: Measurement): boolean {
    const hopeful = { throughput: throughput / FAR, p95: p95 * FAR, failed };
    return this.points.some(({ measured }) => measured.failed === 0 && dominates(measured, hopeful));
  }
}

/** A few values of each part that matters most, every combination of them. */
function coarse(space: SettingSpace, start: Setting): readonly Setting[] {
  const delays = ends(space.delayUs).slice(0, 2);
  return ends(space.instances).flatMap((instances) =>
    ends(space.maxBatchSize).flatMap((maxBatchSize) =>
      delays.map((delayUs) => ({ ...start, instances, maxBatchSize, delayUs, preferredSizes: [] })),
    ),
  );
}

/** The first, the middle and the last. */
function ends(values: readonly number[]): readonly number[] {
  const middle = values[Math.floor((values.length - 1) / 2)];
  return [...new Set([values[0], middle, values.at(-1)])].flatMap((value) => value ?? []);
}

/** One step up or down in one part. */
function neighbours(space: SettingSpace, setting: Setting): readonly Setting[] {
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = setting;
  return [
    ...beside(space.maxBatchSize, maxBatchSize).map((value) => ({ ...setting, maxBatchSize: value })),
    ...beside(space.instances, instances).map((value) => ({ ...setting, instances: value })),
    ...beside(space.delayUs, delayUs).map((value) => ({ ...setting, delayUs: value })),
    ...beside(space.threads, threads).map((value) => ({ ...setting, threads: value })),
    ...besideList(space.preferredSizes, preferredSizes).map((value) => ({
      ...setting,
      preferredSizes: value,
    })),
  ].filter((next) => next.preferredSizes.every((size) => size <= next.maxBatchSize));
}

function beside(values: readonly number[], value: number): readonly number[] {
  const below = values.filter((other) => other < value).at(-1);
  const above = values.find((other) => other > value);
  return [below, above].flatMap((other) => other ?? []);
}

function besideList(
  values: readonly (readonly number[])[],
  value: readonly number[],
): readonly (readonly number[])[] {
  const at = values.findIndex((other) => other.join() === value.join());
  return [values[at - 1], values[at + 1]].flatMap((other) => (other === undefined ? [] : [other]));
}
