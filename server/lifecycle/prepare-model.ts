import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Backend, LoadWatch } from '../backends/backend.ts';
import type { ModelSignature } from '../config/signature.ts';
import { checkAgainstSignature } from '../config/check-signature.ts';
import type { ConfigContext, Machine } from '../config/context.ts';
import { identify, isEnsemble } from '../config/identify.ts';
import { configFromJson } from '../config/json/from-json.ts';
import { type Finding, formatProblem, type Problem } from '../config/problem.ts';
import {
  placeFindings,
  type ReadConfig,
  readConfig as readConfigText,
  readConfigBytes,
} from '../config/read.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import { chooseVersions } from '../config/version-policy.ts';
import { messageOf } from '../errors.ts';
import { contentHash } from '../repository/content-hash.ts';
import type { ModelFolder, VersionFolder } from '../repository/model-folder.ts';
import { type BackendSettings, backendParameters } from './backend-parameters.ts';
import { LoadError } from './load-error.ts';
import { type FindMembers, UNKNOWN_MEMBERS, withMemberLabels } from './ensemble-members.ts';
import { modelSpec } from './model-spec.ts';
import type { PreparedModel, PreparedVersion } from './prepared-model.ts';

export interface PrepareOptions {
  readonly backends: readonly Backend[];
  /** Whether missing parts of a configuration are taken from the model file. */
  readonly autoComplete: boolean;
  /** What `max_batch_size` becomes when a batching model does not say. */
  readonly defaultMaxBatchSize: number | undefined;
  readonly backendSettings: BackendSettings;
  /** What this machine offers. */
  readonly machine: () => Promise<Machine>;
}

interface InspectedVersion {
  readonly folder: VersionFolder;
  readonly modelPath: string;
  readonly inspection: PreparedVersion['inspection'];
}

/** What a preparation may take from elsewhere than the folder. */
export interface PrepareSources {
  /** A configuration in its JSON form that counts instead of the file. */
  readonly override: unknown;
  /** The same as text. */
  readonly overrideText?: string | undefined;
  readonly findMembers: FindMembers;
  /** The load that it is for; absent for a look, at which the model's own code does not run. */
  readonly watch?: LoadWatch | undefined;
}

/**
 * Reads everything that a model's folder says: configuration, policy, model files, labels. Loads nothing, but for the
 * members of an ensemble.
 * @throws LoadError with the stage and the place of the first trouble
 */
export async function prepareModel(
  folder: ModelFolder,
  options: PrepareOptions,
  { override, overrideText, findMembers, watch }: PrepareSources,
): Promise<PreparedModel> {
  const { text, read } =
    override === undefined ? await readConfig(folder, overrideText) : readOverride(override);
  const context = await contextOf(folder, options);
  const identified = identify(read.config, context.folder);
  const named = identified.config;
  refuse(read, [...read.problems, ...identified.problems]);
  const backend = isEnsemble(named) ? undefined : backendOf(named, options.backends);
  const inspected = await Promise.all(
    chosenFolders(folder, named).map((version) =>
      inspect(folder, version, named, backend, { ...options, watch }),
    ),
  );
  const members = backend === undefined ? await findMembers(named) : UNKNOWN_MEMBERS;
  // What is missing is taken from the newest version; every version is then held against the result.
  const newest = inspected.at(-1)?.inspection;
  const { signature, completion } = newest ?? {};
  const resolved = resolveConfig(completion?.config ?? read.config, {
    ...context,
    ...(members.peers && { peers: members.peers }),
    ...(signature && { signature }),
  });
  refuse(read, resolved.problems);
  for (const { inspection } of inspected) {
    if (inspection.signature === undefined) continue;
    refuse(read, checkAgainstSignature(resolved.config, inspection.signature));
  }
  const spec = withMemberLabels(await modelSpec(folder, resolved.config), resolved.config, members);
  return {
    folder,
    configText: text,
    config: resolved.config,
    completed:
      completion === undefined
        ? resolved.completed
        : [...identified.completed, ...completion.completed, ...resolved.completed],
    backend,
    versions: inspected.map((version) => preparedVersion(version, resolved.config, spec)),
    warnings: warningsOf(read, resolved.problems),
  };
}

/**
 * What the newest version's file takes and gives, as far as that can be told; also when the configuration is broken.
 */
export async function signatureOf(
  folder: ModelFolder,
  options: PrepareOptions,
): Promise<ModelSignature | undefined> {
  const newest = folder.versions.at(-1);
  if (newest === undefined) return undefined;
  try {
    const { read } = await readConfig(folder);
    const { config } = identify(read.config, configFolder(folder));
    const backend = backendOf(config, options.backends);
    const { inspection } = await inspect(folder, newest, config, backend, options);
    return inspection.signature;
  } catch {
    return undefined;
  }
}

/** What a text for the configuration of a folder is completed from and checked against, whatever lies there now. */
export async function surroundingsOf(folder: ModelFolder, options: PrepareOptions): Promise<ConfigContext> {
  const signature = await signatureOf(folder, options);
  return { ...(await contextOf(folder, options)), ...(signature !== undefined && { signature }) };
}

/** A configuration before anything is filled in, and where its parts stand in the text. */
interface WrittenConfig {
  readonly config: ModelConfig;
  readonly problems: readonly (Finding | Problem)[];
  /** The file and its structure; undefined when there is no text. */
  readonly source: { readonly path: string; readonly document: ReadConfig['document'] } | undefined;
}

async function readConfig(
  folder: ModelFolder,
  override?: string,
): Promise<{ text: string | undefined; read: WrittenConfig }> {
  const { configFile } = folder;
  if (override !== undefined) {
    const { document, ...read } = readConfigText(override);
    return { text: override, read: { ...read, source: { path: configFile ?? 'config.pbtxt', document } } };
  }
  if (configFile === undefined)
    return { text: undefined, read: { ...readConfigText(''), source: undefined } };
  const bytes = await readFile(configFile).catch((error: unknown) => {
    const place = { file: configFile };
    throw new LoadError('configuration', `Cannot read ${configFile}: ${messageOf(error)}.`, {
      place,
      cause: error,
    });
  });
  const { config, problems, document } = readConfigBytes(bytes);
  return { text: bytes.toString('utf8'), read: { config, problems, source: { path: configFile, document } } };
}

function readOverride(json: unknown): { text: undefined; read: WrittenConfig } {
  return { text: undefined, read: { ...configFromJson(json), source: undefined } };
}

async function contextOf(folder: ModelFolder, options: PrepareOptions): Promise<ConfigContext> {
  return {
    folder: configFolder(folder),
    machine: await options.machine(),
    autoComplete: options.autoComplete,
    ...(options.defaultMaxBatchSize !== undefined && { defaultMaxBatchSize: options.defaultMaxBatchSize }),
  };
}

/** A model folder as the configuration language sees it. */
export function configFolder(folder: ModelFolder): ConfigContext['folder'] {
  return {
    name: folder.name,
    versions: folder.versions.map(({ version }) => version),
    versionFiles: folder.versions[0]?.entries ?? [],
    files: folder.files,
    hasConfig: folder.configFile !== undefined,
  };
}

/** Fails with the first error among findings, at its place in the file. */
function refuse({ source }: WrittenConfig, findings: readonly (Finding | Problem)[]): void {
  const worst = findings.find(({ severity }) => severity === 'error');
  if (worst === undefined) return;
  const { nextStep, field, message } = worst;
  if (source === undefined) throw new LoadError('configuration', message, { nextStep });
  const [problem] = 'line' in worst ? [worst] : placeFindings(source.document, [worst]);
  const place = {
    file: source.path,
    field,
    ...(problem !== undefined && { line: problem.line, column: problem.column }),
  };
  const sentence = formatProblem(problem ?? worst, basename(source.path));
  throw new LoadError('configuration', sentence, { place, nextStep });
}

/** Warnings in words, each with its place in the file. */
function warningsOf({ source, problems }: WrittenConfig, findings: readonly Finding[]): readonly string[] {
  const isWarning = ({ severity }: Finding | Problem) => severity === 'warning';
  const found = findings.filter(isWarning);
  if (source === undefined) return found.map(({ message }) => message);
  const placed = [...problems.filter(isWarning), ...placeFindings(source.document, found)];
  return placed.map((problem) => formatProblem(problem, basename(source.path)));
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

async function inspect(
  { name: modelName, path: modelFolder }: ModelFolder,
  folder: VersionFolder,
  config: ModelConfig,
  backend: Backend | undefined,
  { autoComplete, backendSettings, watch }: PrepareOptions & Pick<PrepareSources, 'watch'>,
): Promise<InspectedVersion> {
  // An ensemble has version folders, and nothing in them.
  if (backend === undefined) return { folder, modelPath: folder.path, inspection: { operators: [] } };
  const modelPath = join(folder.path, config.default_model_filename);
  const parameters = backendParameters(config, backend, backendSettings);
  try {
    const inspection = await backend.inspect({
      modelName,
      version: folder.version,
      modelFolder,
      path: modelPath,
      config,
      autoComplete,
      ...(watch && { watch }),
      parameters,
    });
    return { folder, modelPath, inspection };
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
    fingerprint: contentHash(
      JSON.stringify([{ ...config, version_policy: null, instance_group: null }, spec, folder.fingerprint]),
    ),
  };
}
