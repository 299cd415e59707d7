import { withSetting } from './apply-setting.ts';
import { byGoal, frontOf } from './front.ts';
import { putLoad } from './put-load.ts';
import { TunedModel } from './served-model.ts';
import { type Measurement, type Setting, settingSpace, type TunedPoint } from './setting.ts';
import { tune } from './tune.ts';

/** The load that a model shall be tuned for. */
export interface TuneRequest {
  /** Address of the server: `http://127.0.0.1:8000`. It must take loads by calls. */
  readonly url: string;
  readonly model: string;
  readonly clients: number;
  /** Requests a second altogether; left out: as many as are answered. */
  readonly rate?: number;
  /** The p95 in milliseconds that must be kept. */
  readonly budgetMs?: number;
  /** For each setting. */
  readonly milliseconds: number;
  readonly cores: number;
  readonly largestBatch: number;
  /** Settings that are measured at most. */
  readonly most?: number;
}

export interface TuneSurroundings {
  /** Source or bundle of load-worker.ts. */
  readonly loadWorker: URL;
  readonly onPoint?: (point: TunedPoint, points: readonly TunedPoint[]) => void;
  readonly signal?: AbortSignal;
}

export interface TuneReport {
  readonly model: string;
  readonly start: Setting;
  readonly points: readonly TunedPoint[];
  readonly front: readonly TunedPoint[];
  /** Undefined when nothing could be measured. */
  readonly best: TunedPoint | undefined;
}

const WARM_UP_MS = 200;
const NOTHING: Measurement = { throughput: 0, p95: Number.POSITIVE_INFINITY, failed: 1 };

/**
 * Tries settings on a served model under load. The configuration on disk is never touched: each setting counts for one
 * load, and at the end, whatever happened, the model is loaded as the disk has it.
 * @throws InferdeckError when the model is not served or takes no loads; the abort reason when it was stopped
 */
export async function tuneModel(request: TuneRequest, surroundings: TuneSurroundings): Promise<TuneReport> {
  const { clients, milliseconds, cores, largestBatch, budgetMs, most, rate } = request;
  const { loadWorker, onPoint, signal } = surroundings;
  const model = new TunedModel(request.url, request.model);
  const config = await model.config();
  const load = { request: model.request(config), clients, warmUpMs: WARM_UP_MS, milliseconds };
  const batches = config.max_batch_size > 0;
  const whole = settingSpace(cores, largestBatch);
  const space = batches ? whole : { ...whole, maxBatchSize: [0], preferredSizes: [[]], delayUs: [0] };
  const start = {
    instances: 1,
    maxBatchSize: config.max_batch_size,
    preferredSizes: [],
    delayUs: 0,
    threads: 0,
  };
  try {
    const points = await tune({
      space,
      start,
      measure: async (setting, isHopeless) => {
        const refused = await model.load(withSetting(config, setting)).then(
          () => false,
          () => true,
        );
        if (refused) return NOTHING;
        return await putLoad(
          loadWorker,
          { ...load, ...(rate !== undefined && { rate }) },
          isHopeless,
          signal,
        );
      },
      ...(budgetMs !== undefined && { budgetMs }),
      ...(most !== undefined && { most }),
      ...(onPoint !== undefined && { onPoint }),
      ...(signal !== undefined && { signal }),
    });
    const [best] = points.toSorted((a, b) => byGoal(budgetMs)(a.measured, b.measured));
    return { model: request.model, start, points, front: frontOf(points), best };
  } finally {
    await model.load();
  }
}
