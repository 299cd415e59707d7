import { identify } from '../../config/identify.ts';
import { messageDefaults } from '../../config/schema/typed.ts';
import type { ModelConfig } from '../../config/schema/value.ts';
import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import type { LoadFailure, ServedModel } from '../../lifecycle/served-model.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { VersionRecord } from '../../lifecycle/version-record.ts';
import type { ModelFolder } from '../../repository/model-folder.ts';
import type { Failure, ModelState, ModelSummary, VersionSummary } from './contract.ts';

/** One row for every model on disk or in memory, sorted by name. */
export function modelSummaries(models: ServedModels): ModelSummary[] {
  const names = new Set([
    ...models.folders.map(({ name }) => name),
    ...models.allServed.map(({ name }) => name),
  ]);
  return [...names].sort().flatMap((name) => summaryOf(models, name) ?? []);
}

/** The row of one model; undefined when it is neither on disk nor known to the server. */
export function summaryOf(models: ServedModels, name: string): ModelSummary | undefined {
  const folder = models.folders.find((candidate) => candidate.name === name);
  const model = models.served(name);
  if (folder === undefined && (model === undefined || isGone(model))) return undefined;
  const config = model?.prepared?.config;
  const versions = versionSummaries(model, folder);
  const newest = model?.ready.at(-1);
  const waits = folder !== undefined && models.approval.waits(folder);
  const identity = config ?? guessIdentity(name, folder);
  return {
    name,
    repository: folder?.repository ?? '',
    state: stateOf(model, waits),
    versions,
    ...(newest !== undefined && { defaultVersion: newest.version }),
    backend: identity.backend,
    platform: identity.platform,
    device: newest?.runsOn.some(({ device }) => device === 'GPU') === true ? 'GPU' : 'CPU',
    instances: newest?.instances ?? 0,
    maxBatchSize: config?.max_batch_size ?? 0,
    sizeBytes: versions.reduce((total, version) => total + version.sizeBytes, 0),
    hasConfigFile: folder?.configFile !== undefined,
    changedOnDisk: hasDrifted(model, folder),
    ...(folder === undefined && newest !== undefined && { onlyInMemory: true }),
    ...(waits && { needsApproval: true }),
    ...lastRequest(model),
    ...(model?.progress !== undefined && {
      progress: { phase: model.progress.phase, startedAt: model.progress.startedAt.toISOString() },
    }),
    ...(model?.failure !== undefined && { failure: failureOf(model.failure) }),
    warnings: [...(folder?.warnings ?? []), ...(model?.prepared?.warnings ?? []), ...remarksOf(newest)],
  };
}

/** Where instances run elsewhere than they were meant to. */
function remarksOf(version: LoadedVersion | undefined): readonly string[] {
  return [...new Set(version?.runsOn.flatMap(({ remarks }) => remarks))];
}

/** Whether nothing of a model is left but the memory of having served it. */
function isGone({ progress, failure, records }: ServedModel): boolean {
  const inMemory = records.some(({ state }) => state !== 'UNAVAILABLE');
  return progress === undefined && failure === undefined && !inMemory;
}

/** What the files of a model that was never loaded say about its framework. */
function guessIdentity(name: string, folder: ModelFolder | undefined): ModelConfig {
  const versionFiles = folder?.versions[0]?.entries ?? [];
  return identify(messageDefaults('ModelConfig'), { name, versions: [], versionFiles }).config;
}

function stateOf(model: ServedModel | undefined, waits: boolean): ModelState {
  if (model?.progress !== undefined) return 'loading';
  if (model !== undefined && model.ready.length > 0) return 'ready';
  if (model?.records.some((record) => record.state === 'UNLOADING') === true) return 'unloading';
  if (waits) return 'needs-approval';
  return model?.failure === undefined ? 'not-loaded' : 'unavailable';
}

/** Whether the folder is not any more what the served versions were loaded from. */
function hasDrifted(model: ServedModel | undefined, folder: ModelFolder | undefined): boolean {
  if (model?.prepared === undefined || model.ready.length === 0) return false;
  return folder !== undefined && folder.fingerprint !== model.prepared.folder.fingerprint;
}

function versionSummaries(model: ServedModel | undefined, folder: ModelFolder | undefined): VersionSummary[] {
  const onDisk = folder?.versions ?? [];
  const records = model?.records ?? [];
  const numbers = new Set([
    ...onDisk.map(({ version }) => version),
    ...records.map(({ version }) => version),
  ]);
  return [...numbers]
    .sort((a, b) => a - b)
    .map((version) => ({
      version,
      sizeBytes: onDisk.find((candidate) => candidate.version === version)?.sizeBytes ?? 0,
      ...recordFacts(records.find((record) => record.version === version)),
      ...driftOf(version, model, folder),
    }));
}

/** A version that the policy leaves out has not drifted; one that appeared since the load has. */
function driftOf(
  version: number,
  model: ServedModel | undefined,
  folder: ModelFolder | undefined,
): Pick<VersionSummary, 'drift'> {
  const seen = model?.prepared?.folder;
  if (model === undefined || seen === undefined || model.ready.length === 0) return {};
  const [before, now] = [seen, folder].map((place) =>
    place?.versions.find((known) => known.version === version),
  );
  const served = model.record(version)?.state === 'READY';
  if (now === undefined) return served ? { drift: 'only-in-memory' } : {};
  if (before === undefined) return served ? {} : { drift: 'only-on-disk' };
  return served && before.fingerprint !== now.fingerprint ? { drift: 'changed' } : {};
}

function recordFacts(
  record: VersionRecord | undefined,
): Pick<VersionSummary, 'state' | 'reason' | 'loadedInMs' | 'pending'> {
  if (record === undefined) return { state: 'UNKNOWN' };
  if (record.state === 'UNAVAILABLE') return { state: record.state, reason: record.reason };
  if (record.state === 'LOADING') return { state: record.state };
  const { loadedInMs, pending } = record.loaded;
  return { state: record.state, loadedInMs, ...(record.state === 'UNLOADING' && { pending }) };
}

function lastRequest(model: ServedModel | undefined): { lastRequestAt?: string } {
  const last = Math.max(0, ...(model?.ready ?? []).map((loaded) => loaded.statistics.lastInference));
  return last === 0 ? {} : { lastRequestAt: new Date(last).toISOString() };
}

/** A failure in the words of the window; the innermost reason is the most precise. */
function failureOf({ error, at }: LoadFailure): Failure {
  const cause = error.cause instanceof Error && error.message.startsWith('load failed') ? error.cause : error;
  return {
    stage: error.stage,
    message: cause.message,
    ...(error.place !== undefined && { place: error.place }),
    ...(error.nextStep !== undefined && { nextStep: error.nextStep }),
    at: at.toISOString(),
  };
}
