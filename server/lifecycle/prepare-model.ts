import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Backend } from '../backends/backend.ts';
import { checkAgainstSignature } from '../config/check-signature.ts';
import type { ConfigContext } from '../config/context.ts';
import { identify } from '../config/identify.ts';
import { type Finding, formatProblem, type Problem } from '../config/problem.ts';
import { placeFindings, type ReadConfig, readConfig, readConfigBytes } from '../config/read.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import { chooseVersions } from '../config/version-policy.ts';
import { messageOf } from '../errors.ts';
import type { ModelFolder, VersionFolder } from '../repository/model-folder.ts';
import { LoadError } from './load-error.ts';
import { modelSpec } from './model-spec.ts';
import type { PreparedModel, PreparedVersion } from './prepared-model.ts';

export interface PrepareOptions {
  readonly backends: readonly Backend[];
  /** Whether missing parts of a configuration are taken from the model file. */
  readonly autoComplete: boolean;
  /** What `max_batch_size` becomes when a batching model does not say. */
  readonly defaultMaxBatchSize: number | undefined;
}

interface InspectedVersion {
  readonly folder: VersionFolder;
  readonly modelPath: string;
  readonly inspection: PreparedVersion['inspection'];
}

/**
 * Reads everything that a model's folder says: configuration, policy, model files, labels. Loads nothing.
 * @throws LoadError with the stage and the place of the first trouble
 */
export async function prepareModel(folder: ModelFolder, options: PrepareOptions): Promise<PreparedModel> {
  const { text, read } = await readConfigFile(folder);
  const context = contextOf(folder, options);
  const { config: named, problems } = identify(read.config, context.folder);
  refuse(folder, read, [...read.problems, ...problems]);
  const backend = backendOf(named, options.backends);
  const inspected = await Promise.all(
    chosenFolders(folder, named).map((version) => inspect(version, backend, named.default_model_filename)),
  );
  // What is missing is taken from the newest version; every version is then held against the result.
  const signature = inspected.at(-1)?.inspection.signature;
  const resolved = resolveConfig(read.config, { ...context, ...(signature && { signature }) });
  refuse(folder, read, resolved.problems);
  for (const { inspection } of inspected) {
    refuse(folder, read, checkAgainstSignature(resolved.config, inspection.signature));
  }
  const spec = await modelSpec(folder, resolved.config);
  return {
    folder,
    configText: text,
    config: resolved.config,
    completed: resolved.completed,
    backend,
    versions: inspected.map((version) => preparedVersion(version, resolved.config, spec)),
    warnings: resolved.problems
      .filter(({ severity }) => severity === 'warning')
      .map(({ message }) => message),
  };
}

async function readConfigFile({
  configFile,
}: ModelFolder): Promise<{ text: string | undefined; read: ReadConfig }> {
  if (configFile === undefined) return { text: undefined, read: readConfig('') };
  try {
    const bytes = await readFile(configFile);
    return { text: bytes.toString('utf8'), read: readConfigBytes(bytes) };
  } catch (error) {
    throw new LoadError('configuration', `Cannot read ${configFile}: ${messageOf(error)}.`, {
      place: { file: configFile },
      cause: error,
    });
  }
}

function contextOf(folder: ModelFolder, options: PrepareOptions): ConfigContext {
  return {
    folder: {
      name: folder.name,
      versions: folder.versions.map(({ version }) => version),
      versionFiles: folder.versions[0]?.entries ?? [],
      files: folder.files,
      hasConfig: folder.configFile !== undefined,
    },
    machine: { gpus: [] },
    autoComplete: options.autoComplete,
    ...(options.defaultMaxBatchSize !== undefined && { defaultMaxBatchSize: options.defaultMaxBatchSize }),
  };
}

/** Fails with the first error among findings, at its place in the file. */
function refuse(folder: ModelFolder, read: ReadConfig, findings: readonly (Finding | Problem)[]): void {
  const worst = findings.find(({ severity }) => severity === 'error');
  if (worst === undefined) return;
  const { nextStep, field } = worst;
  const file = folder.configFile;
  if (file === undefined) throw new LoadError('configuration', worst.message, { nextStep });
  const [problem] = 'line' in worst ? [worst] : placeFindings(read.document, [worst]);
  const place = { file, field, ...(problem !== undefined && { line: problem.line, column: problem.column }) };
  throw new LoadError('configuration', formatProblem(problem ?? worst, basename(file)), { place, nextStep });
}

function backendOf(config: ModelConfig, backends: readonly Backend[]): Backend {
  const backend = backends.find(({ name }) => name === config.backend);
  if (backend !== undefined) return backend;
  throw new LoadError(
    'configuration',
    `unable to find backend library for backend '${config.backend}', try specifying runtime on the model configuration.`,
    { nextStep: `This server has the backends ${backends.map(({ name }) => name).join(', ')}.` },
  );
}

function chosenFolders(folder: ModelFolder, config: ModelConfig): VersionFolder[] {
  const available = folder.versions.map(({ version }) => version);
  const { versions } = chooseVersions(config.version_policy, available);
  if (versions.length > 0) return folder.versions.filter(({ version }) => versions.includes(version));
  throw new LoadError(
    'repository',
    `at least one version must be available under the version policy of model '${folder.name}'`,
    {
      nextStep:
        available.length === 0
          ? `Put the model file into a numbered folder, such as ${join(folder.path, '1')}.`
          : `The folder has the versions ${available.join(', ')}; change version_policy so that it names one of them.`,
    },
  );
}

async function inspect(folder: VersionFolder, backend: Backend, fileName: string): Promise<InspectedVersion> {
  const modelPath = join(folder.path, fileName);
  try {
    return { folder, modelPath, inspection: await backend.inspect(modelPath) };
  } catch (error) {
    const { message, kind, nextStep } = LoadError.from(error, 'model file');
    throw new LoadError('model file', message, { kind, nextStep, place: { file: modelPath }, cause: error });
  }
}

function preparedVersion(
  { folder, modelPath, inspection }: InspectedVersion,
  config: ModelConfig,
  spec: PreparedVersion['spec'],
): PreparedVersion {
  return {
    version: folder.version,
    modelPath,
    fileName: config.default_model_filename,
    sizeBytes: folder.sizeBytes,
    inspection,
    spec,
    fingerprint: `${JSON.stringify({ ...config, version_policy: null })}|${folder.fingerprint}`,
  };
}
