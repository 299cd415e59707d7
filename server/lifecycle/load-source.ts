import type { Backend, InstanceSpec, Placement } from '../backends/backend.ts';
import type { InstanceGroup } from '../config/schema/value.ts';
import { createScheduler } from '../scheduling/create-scheduler.ts';
import { InstancePool } from '../scheduling/instance-pool.ts';
import { ModelStatistics } from '../telemetry/model-statistics.ts';
import type { Logger } from '../telemetry/log.ts';
import { type BackendSettings, backendParameters } from './backend-parameters.ts';
import { LoadedVersion } from './loaded-version.ts';
import { prepareModel, signatureOf } from './prepare-model.ts';
import type { PreparedModel, PreparedVersion } from './prepared-model.ts';
import type { LoadSourceOf } from './served-models.ts';

export interface LoadSourcesOptions {
  readonly backends: readonly Backend[];
  readonly autoComplete: boolean;
  readonly backendSettings: BackendSettings;
  readonly log: Logger;
}

/** How folders become loaded versions: prepared by their configuration, brought up by their backend. */
export function loadSources(options: LoadSourcesOptions): LoadSourceOf {
  const prepareOptions = {
    backends: options.backends,
    autoComplete: options.autoComplete,
    defaultMaxBatchSize: defaultMaxBatchSize(options.backendSettings),
    backendSettings: options.backendSettings,
  };
  return (folder, override) => ({
    prepare: () => prepareModel(folder, prepareOptions, override),
    signature: () => signatureOf(folder, prepareOptions),
    bringUp: (model, version) => bringUp(model, version, options),
    adjust: (loaded, model, version) =>
      loaded.adjust(model.config, instanceSpecs(model, version, options.backendSettings)),
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
  options: LoadSourcesOptions,
): Promise<LoadedVersion> {
  const began = performance.now();
  const specs = instanceSpecs(model, version, options.backendSettings);
  const pool = await InstancePool.create(specs, (spec) => model.backend.createInstance(spec));
  const statistics = new ModelStatistics();
  const scheduler = createScheduler(model.config, pool, (batch) => statistics.recordBatch(batch));
  pool.listen({
    freed: () => scheduler.dispatch(),
    died: (error) => options.log.error(error.message),
  });
  const loadedInMs = Math.round(performance.now() - began);
  return new LoadedVersion({
    version: version.version,
    spec: version.spec,
    config: model.config,
    loadedInMs,
    statistics,
    pool,
    scheduler,
  });
}

/** One entry for every instance that the configuration asks for. */
function instanceSpecs(
  model: PreparedModel,
  version: PreparedVersion,
  settings: BackendSettings,
): InstanceSpec[] {
  const { config, backend } = model;
  const places = config.instance_group.flatMap(placementsOf);
  const parameters = backendParameters(config, backend, settings);
  return places.map(({ group, number, placement }) => ({
    name: `${group}_${number}`,
    modelName: config.name,
    version: version.version,
    modelFolder: model.folder.path,
    path: version.modelPath,
    config,
    placement,
    siblings: places.length,
    parameters,
  }));
}

function placementsOf(group: InstanceGroup): { group: string; number: number; placement: Placement }[] {
  return Array.from({ length: group.count }, (_, number) => ({
    group: group.name,
    number,
    placement: { kind: 'CPU', deviceId: 0 },
  }));
}
