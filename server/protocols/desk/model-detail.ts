import { configToJson } from '../../config/json/to-json.ts';
import type { PreparedModel, PreparedVersion } from '../../lifecycle/prepared-model.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { readConfigFile } from '../../repository/config-file.ts';
import type { TensorSpec } from '../../scheduling/tensor-spec.ts';
import type { ModelDetail, ModelFileFacts, TensorFacts } from './contract.ts';
import { memoryFacts } from './memory-facts.ts';
import { summaryOf } from './model-summary.ts';
import { runsOnFacts } from './runs-on-facts.ts';

/** Everything the window shows of one model; undefined when there is no such model. */
export async function modelDetail(models: ServedModels, name: string): Promise<ModelDetail | undefined> {
  await models.refresh();
  const summary = summaryOf(models, name);
  if (summary === undefined) return undefined;
  const prepared = models.served(name)?.prepared ?? (await models.prepare(name).catch(() => undefined));
  const folder = models.folders.find((candidate) => candidate.name === name);
  const { text: configText = null } = folder === undefined ? {} : await readConfigFile(folder);
  const about = {
    summary,
    settings: models.settingOf(name),
    memory: memoryFacts(models, name, prepared),
    runsOn: runsOnFacts(models.served(name)?.ready ?? []),
  };
  if (prepared === undefined) {
    return { ...about, inputs: [], outputs: [], files: [], configText, config: null, completed: [] };
  }
  const newest = prepared.versions.at(-1);
  return {
    ...about,
    summary: { ...summary, backend: prepared.config.backend, platform: prepared.config.platform },
    inputs: (newest?.spec.inputs ?? []).map((spec) => tensorFacts(spec, prepared)),
    outputs: (newest?.spec.outputs ?? []).map((spec) => tensorFacts(spec, prepared)),
    files: prepared.versions.map(fileFacts),
    configText,
    config: configToJson(prepared.config),
    completed: prepared.completed,
  };
}

function tensorFacts(spec: TensorSpec, prepared: PreparedModel): TensorFacts {
  return {
    name: spec.name,
    datatype: spec.datatype,
    shape: spec.shape,
    axes: axesOf(spec, prepared),
    optional: spec.optional,
    ...(spec.labels !== undefined && { labels: spec.labels }),
    ...(spec.labelFile !== undefined && { labelFile: spec.labelFile }),
  };
}

const IMAGE_AXES: Readonly<Record<string, readonly string[]>> = {
  FORMAT_NCHW: ['channel', 'height', 'width'],
  FORMAT_NHWC: ['height', 'width', 'channel'],
};

/** One word a dimension: from the format the configuration names, or from the look of the shape. */
function axesOf(spec: TensorSpec, prepared: PreparedModel): string[] {
  const batched = prepared.config.max_batch_size > 0;
  const shape = batched ? spec.shape.slice(1) : spec.shape;
  const format = prepared.config.input.find((input) => input.name === spec.name)?.format ?? 'FORMAT_NONE';
  const words = IMAGE_AXES[format] ?? guessAxes(shape);
  return batched ? ['batch', ...words] : [...words];
}

function guessAxes(shape: readonly number[]): readonly string[] {
  if (shape.length === 4) return ['batch', ...guessAxes(shape.slice(1))];
  if (shape.length === 3 && isChannelCount(shape[0])) return ['channel', 'height', 'width'];
  if (shape.length === 3 && isChannelCount(shape[2])) return ['height', 'width', 'channel'];
  return shape.map(() => '');
}

function isChannelCount(extent: number | undefined): boolean {
  return extent === 1 || extent === 3 || extent === 4;
}

function fileFacts({ version, fileName, sizeBytes, inspection }: PreparedVersion): ModelFileFacts {
  const { opset, producer, parameters, operators } = inspection;
  return {
    version,
    file: fileName,
    sizeBytes,
    ...(opset !== undefined && { opset }),
    ...(producer !== undefined && { producer }),
    ...(parameters !== undefined && { parameters }),
    operators,
  };
}
