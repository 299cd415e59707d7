import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { failureOf, InferdeckError, invalidArgument } from '../errors.ts';
import { readConfigFile } from '../repository/config-file.ts';
import type { ConfigHistory } from '../repository/config-history.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { Activity } from '../telemetry/activity.ts';
import { writeSetting } from '../tuner/apply-setting.ts';
import type { TriedSetting, TunedConfigText, TuningStart, TuningState } from '../tuner/contract.ts';
import { byGoal, frontOf } from '../tuner/front.ts';
import { keyOf, type TunedPoint } from '../tuner/setting.ts';
import { tuneModel } from '../tuner/tune-model.ts';
import type { ServedModels } from './served-models.ts';

interface Tuning {
  readonly model: string;
  readonly start: TuningStart;
  readonly abort: AbortController;
  over: Promise<void>;
  state: TuningState['state'];
  failure: InferdeckError | undefined;
  points: readonly TunedPoint[];
}

export interface TuningsOptions {
  readonly models: ServedModels;
  readonly activity: Activity;
  /** Bundle of the tuner's load-worker.ts. */
  readonly loadWorker: URL;
  /** Address of this server; asked when it listens. */
  readonly url: () => string;
}

/** Tunings that were begun in the window, one at a time: two would measure each other. */
export class Tunings {
  readonly #options: TuningsOptions;
  readonly #tunings = new Map<string, Tuning>();

  constructor(options: TuningsOptions) {
    this.#options = options;
  }

  /** Begins to try settings on a served model. @throws InferdeckError when it is not served, or one runs already */
  start(model: string, start: TuningStart): TuningState {
    const { models, activity } = this.#options;
    models.find(model);
    if (models.controlMode !== 'explicit') {
      throw new InferdeckError(
        'unavailable',
        'A model is tuned by loading it with one setting after the other.',
        {
          nextStep: 'Start the server with --model-control-mode=explicit.',
        },
      );
    }
    const other = [...this.#tunings.values()].find(({ state }) => state === 'running');
    if (other !== undefined) {
      throw new InferdeckError(
        'unavailable',
        `${other.model} is being tuned; both would measure each other.`,
        {
          nextStep: 'Stop it, or wait until it is done.',
        },
      );
    }
    const id = randomUUID();
    activity.begin({ id, kind: 'tune', subject: model, phase: `trying up to ${start.most} settings` });
    const abort = new AbortController();
    const tuning: Tuning = {
      model,
      start,
      abort,
      over: Promise.resolve(),
      state: 'running',
      failure: undefined,
      points: [],
    };
    this.#forget(model);
    this.#tunings.set(id, tuning);
    tuning.over = this.#run(id, tuning);
    return this.state(id);
  }

  /** The newest tuning of a model, or null; earlier ones are forgotten. */
  latestOf(model: string): TuningState | null {
    const id = this.#idOf(model);
    return id === undefined ? null : this.state(id);
  }

  state(id: string): TuningState {
    const { model, start, state, failure, points } = this.#found(id);
    const front = new Set(frontOf(points));
    const [best] = points
      .filter(({ measured }) => measured.failed === 0)
      .toSorted((a, b) => byGoal(start.budgetMs)(a.measured, b.measured));
    return {
      id,
      model,
      state,
      ...(failure !== undefined && { message: failure.message }),
      ...(failure?.nextStep !== undefined && { nextStep: failure.nextStep }),
      start,
      tried: points.map((point) => triedSetting(point, front.has(point))),
      best: best === undefined ? null : keyOf(best.setting),
    };
  }

  /** The configuration on disk, and what it would be with a setting that was tried. */
  async configWith(id: string, key: string): Promise<TunedConfigText> {
    const { model, before, setting } = await this.#settingOf(id, key);
    return { before, after: writeSetting(before, setting) || `name: "${model}"\n` };
  }

  /** Writes the configuration with a setting that was tried, and loads the model with it. @throws InferdeckError */
  async use(id: string, key: string, history: ConfigHistory): Promise<void> {
    const { model, before, hash: baseHash, setting } = await this.#settingOf(id, key);
    const { models } = this.#options;
    await models.saveConfig(model, { text: writeSetting(before, setting), baseHash }, history);
    await models.load(model);
  }

  /** Stops one that runs; settles when the model is loaded again as the disk has it. */
  async stop(id: string): Promise<void> {
    const { abort, over } = this.#found(id);
    abort.abort();
    await over;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tunings.keys()].map((id) => this.stop(id)));
  }

  async #run(id: string, tuning: Tuning): Promise<void> {
    const { model, start, abort } = tuning;
    const { activity, loadWorker, url } = this.#options;
    const { seconds, ...load } = start;
    const onPoint = (_: TunedPoint, points: readonly TunedPoint[]) => {
      tuning.points = points;
      activity.update(id, { phase: `tried ${points.length} of up to ${start.most} settings` });
    };
    try {
      await tuneModel(
        { ...load, url: url(), model, milliseconds: seconds * 1000, cores: availableParallelism() },
        { loadWorker, onPoint, signal: abort.signal },
      );
      tuning.state = 'done';
      activity.end(id, {
        state: 'done',
        outcome: `Tried ${tuning.points.length} settings; nothing was changed.`,
      });
    } catch (thrown) {
      tuning.state = abort.signal.aborted ? 'stopped' : 'failed';
      if (tuning.state === 'failed') tuning.failure = failureOf(thrown);
      activity.end(id, {
        state: tuning.state === 'stopped' ? 'cancelled' : 'failed',
        outcome: tuning.failure?.message ?? 'Nothing was changed.',
      });
    }
  }

  async #settingOf(id: string, key: string) {
    const { model, points } = this.#found(id);
    const point = points.find(({ setting }) => keyOf(setting) === key);
    if (point === undefined) throw invalidArgument(`The setting '${key}' was not tried.`);
    const folder = await this.#folderOf(model);
    const { text, hash } = await readConfigFile(folder);
    return { model, before: text ?? '', hash, setting: point.setting };
  }

  async #folderOf(model: string): Promise<ModelFolder> {
    const [folder] = await this.#options.models.lookAt(model);
    if (folder !== undefined) return folder;
    throw new InferdeckError('not-found', `There is no model '${model}' on disk any more.`);
  }

  #forget(model: string): void {
    const id = this.#idOf(model);
    if (id !== undefined) this.#tunings.delete(id);
  }

  #idOf(model: string): string | undefined {
    return [...this.#tunings].find(([, tuning]) => tuning.model === model)?.[0];
  }

  #found(id: string): Tuning {
    const tuning = this.#tunings.get(id);
    if (tuning !== undefined) return tuning;
    throw new InferdeckError(
      'not-found',
      'There is no such tuning; a later one may have taken its place, or the server was started again.',
    );
  }
}

function triedSetting({ setting, measured, cutShort }: TunedPoint, onFront: boolean): TriedSetting {
  const { throughput, p95, failed } = measured;
  return {
    key: keyOf(setting),
    setting,
    throughput,
    p95: Number.isFinite(p95) ? p95 : null,
    failed,
    cutShort,
    onFront,
  };
}
