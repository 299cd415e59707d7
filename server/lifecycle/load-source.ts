import { randomUUID } from 'node:crypto';
import type { Backend, BackendInstance, InstanceSpec, LoadWatch, Placement } from '../backends/backend.ts';
import type { Machine } from '../config/context.ts';
import type { InstanceGroup } from '../config/schema/value.ts';
import { createScheduler } from '../scheduling/create-scheduler.ts';
import { EnsembleScheduler, type InferMember } from '../scheduling/ensemble-scheduler.ts';
import type { RateLimiter } from '../scheduling/rate-limiter.ts';
import { rateShare } from './rate-share.ts';
import { InstancePool } from '../scheduling/instance-pool.ts';
import { CachingScheduler, type ResponseCache } from '../scheduling/response-cache.ts';
import { inputsForModel } from '../scheduling/reshape.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';
import { readWarmup, warmUp, type WarmupSample } from '../scheduling/warmup.ts';
import { firstResponseBounds } from '../telemetry/first-responses.ts';
import { ModelStatistics } from '../telemetry/model-statistics.ts';
import type { Logger } from '../telemetry/log.ts';
import { type BackendSettings, backendParameters } from './backend-parameters.ts';
import { estimateVersion } from './estimate-memory.ts';
import { LoadedVersion } from './loaded-version.ts';
import type { MemoryMeter } from './memory-meter.ts';
import { prepareModel, signatureOf, surroundingsOf } from './prepare-model.ts';
import type { PreparedModel, PreparedVersion } from './prepared-model.ts';
import type { LoadSourceOf } from './served-models.ts';

export interface LoadSourcesOptions {
  readonly backends: readonly Backend[];
  readonly autoComplete: boolean;
  /** GPUs of this machine, by number. */
  readonly gpus: () => Promise<readonly number[]>;
  /** A model that asks for a GPU that is not there is refused. */
  readonly strictGpu: boolean;
  readonly backendSettings: BackendSettings;
  /** How an ensemble reaches its members. */
  readonly infer: InferMember;
  /** Answers of models that ask for it are remembered here. */
  readonly cache: ResponseCache | undefined;
  readonly meter: MemoryMeter;
  /** Undefined: each instance runs as soon as it is free. */
  readonly rateLimiter: RateLimiter | undefined;
  readonly log: Logger;
}

/** How folders become loaded versions: prepared by their configuration, brought up by their backend. */
export function loadSources(options: LoadSourcesOptions): LoadSourceOf {
  const prepareOptions = {
    backends: options.backends,
    autoComplete: options.autoComplete,
    machine: async (): Promise<Machine> => ({
      gpus: await options.gpus(),
      missingGpu: options.strictGpu ? 'refuse' : 'use-cpu',
    }),
    defaultMaxBatchSize: defaultMaxBatchSize(options.backendSettings),
    backendSettings: options.backendSettings,
  };
  const tracked = new Set<string>();
  const track = (name: string) => {
    if (!tracked.has(name)) options.log.info({ model: name }, `New status tracking for model '${name}'`);
    tracked.add(name);
  };
  return (folder, sources) => ({
    prepare: async (watch) => {
      const model = await prepareModel(folder, prepareOptions, { ...sources, watch });
      if (watch !== undefined) track(model.config.name);
      return model;
    },
    signature: () => signatureOf(folder, prepareOptions),
    surroundings: () => surroundingsOf(folder, prepareOptions),
    bringUp: (model, version, watch) => bringUp(model, version, watch, options),
    adjust: (loaded, model, version) => loaded.adjust(model.config, instanceSpecs(model, version, options)),
  });
}

function defaultMaxBatchSize(settings: BackendSettings): number | undefined {
  const key = 'default-max-batch-size';
  const text = settings['onnxruntime']?.[key] ?? settings['']?.[key];
  return text === undefined ? undefined : Number(text);
}

async function bringUp(
  model: PreparedModel,
  version: PreparedVersion,
  watch: LoadWatch,
  options: LoadSourcesOptions,
): Promise<LoadedVersion> {
  const { name } = model.config;
  options.log.info({ model: name, version: version.version }, `loading: ${name}:${version.version}`);
  const began = performance.now();
  const statistics = new ModelStatistics(firstResponseBounds(model.config));
  const { backend } = model;
  const { result: runner, grownBytes } = await options.meter.measure(async () =>
    backend === undefined
      ? { pool: undefined, scheduler: ensembleScheduler(model, options) }
      : await pooledScheduler(model, backend, version, { ...options, statistics, watch }),
  );
  const estimatedBytes = estimateVersion(model, version);
  return new LoadedVersion({
    version: version.version,
    spec: version.spec,
    config: model.config,
    loadedInMs: Math.round(performance.now() - began),
    memory: { estimatedBytes, measuredBytes: plausible(grownBytes, estimatedBytes) },
    statistics,
    ...runner,
  });
}

/**
 * What a load took, where the growth of the process tells it: memory that was free inside of it, or a thread that was
 * spare, is used again without any growth.
 */
function plausible(grownBytes: number | undefined, estimatedBytes: number): number | undefined {
  return grownBytes !== undefined && grownBytes >= estimatedBytes / 2 ? grownBytes : undefined;
}

function ensembleScheduler({ config }: PreparedModel, { infer }: LoadSourcesOptions): Scheduler {
  return new EnsembleScheduler({ name: config.name, steps: config.ensemble_scheduling?.step ?? [], infer });
}

async function pooledScheduler(
  model: PreparedModel,
  backend: Backend,
  version: PreparedVersion,
  options: LoadSourcesOptions & { readonly statistics: ModelStatistics; readonly watch: LoadWatch },
): Promise<{ pool: InstancePool; scheduler: Scheduler }> {
  const { cache, log, statistics, watch } = options;
  const specs = instanceSpecs(model, version, options);
  const samples = await readWarmup(model.config, model.folder.path);
  const warmup = samples.map((sample) => ({
    ...sample,
    inputs: inputsForModel(sample.inputs, version.spec),
  }));
  const pool = await InstancePool.create(specs, async (spec, signal) => {
    const watched = { ...watch, signal: AbortSignal.any([watch.signal, signal]) };
    return await limited(await warmInstance(backend, spec, warmup, watched), spec, options);
  });
  const plain = createScheduler(model.config, model.folder.path, pool, (batch) =>
    statistics.recordBatch(batch),
  );
  const scheduler =
    isCached(model) && cache !== undefined ? new CachingScheduler(plain, cache, randomUUID()) : plain;
  const about = { model: model.config.name, version: version.version };
  pool.listen({ freed: () => scheduler.dispatch(), died: (error) => log.error(about, error.message) });
  return { pool, scheduler };
}

/** @throws InferdeckError when the limits would never let the instance run; it is closed then */
async function limited(
  instance: BackendInstance,
  spec: InstanceSpec,
  { rateLimiter }: LoadSourcesOptions,
): Promise<BackendInstance> {
  try {
    return rateLimiter?.admit(instance, rateShare(spec)) ?? instance;
  } catch (error) {
    await instance.close();
    throw error;
  }
}

async function warmInstance(
  backend: Backend,
  spec: InstanceSpec,
  samples: readonly WarmupSample[],
  watch: LoadWatch,
): Promise<BackendInstance> {
  const instance = await backend.createInstance(spec, watch);
  try {
    await warmUp(instance, samples);
    return instance;
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** A decoupled model gives answers that no later caller could be given again. */
function isCached({ config }: PreparedModel): boolean {
  return config.response_cache?.enable === true && config.model_transaction_policy?.decoupled !== true;
}

/** One entry for every instance that the configuration asks for. */
function instanceSpecs(
  model: PreparedModel,
  version: PreparedVersion,
  { backendSettings, strictGpu }: LoadSourcesOptions,
): InstanceSpec[] {
  const { config, backend } = model;
  if (backend === undefined) return [];
  const places = config.instance_group.flatMap(placementsOf);
  const parameters = backendParameters(config, backend, backendSettings);
  return places.map(({ group, number, placement }) => ({
    name: `${group}_${number}`,
    modelName: config.name,
    version: version.version,
    modelFolder: model.folder.path,
    path: version.modelPath,
    config,
    placement,
    strictGpu,
    siblings: places.length,
    parameters,
  }));
}

function placementsOf(group: InstanceGroup): { group: string; number: number; placement: Placement }[] {
  const devices: readonly Placement[] =
    group.kind === 'KIND_GPU' && group.gpus.length > 0
      ? group.gpus.map((deviceId) => ({ kind: 'GPU', deviceId }))
      : [{ kind: 'CPU', deviceId: 0 }];
  return devices.flatMap((placement, device) =>
    Array.from({ length: group.count }, (_, index) => ({
      group: group.name,
      number: device * group.count + index,
      placement,
    })),
  );
}
