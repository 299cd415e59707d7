import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { inspectOnnx } from '../backends/onnxruntime/inspect.ts';
import { batchingConfig } from '../batch-axis/batching-config.ts';
import type {
  BatchAxisCreate,
  BatchAxisCreated,
  BatchAxisStart,
  BatchAxisState,
} from '../batch-axis/contract.ts';
import { freeBatch, type FreedModel } from '../batch-axis/free-batch.ts';
import { openWith } from '../batch-axis/open-model.ts';
import { Refusal } from '../batch-axis/refusal.ts';
import { nextVersion, writeVersion } from '../batch-axis/write-version.ts';
import { generateConfig } from '../config/generate.ts';
import type { ModelSignature } from '../config/signature.ts';
import { failureOf, InferdeckError, messageOf } from '../errors.ts';
import { readConfigFile } from '../repository/config-file.ts';
import type { ConfigHistory } from '../repository/config-history.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { Activity } from '../telemetry/activity.ts';
import { configFolder } from './prepare-model.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { ServedModels } from './served-models.ts';

/** What a new version may batch up to until somebody says otherwise. */
const MAX_BATCH_SIZE = 32;

interface Proven {
  readonly state: 'proven';
  readonly freed: FreedModel;
  readonly signature: ModelSignature;
  readonly prepared: PreparedModel;
  readonly fromVersion: number;
  readonly version: number;
}

type Change = { readonly abort: AbortController } & (
  | Proven
  | { readonly state: 'running'; readonly phase: string }
  | { readonly state: 'refused'; readonly error: InferdeckError }
);

/** Batch axes that are being freed: proven first, outside the repository, then written as new versions. */
export class BatchAxisChanges {
  readonly #models: ServedModels;
  readonly #activity: Activity;
  readonly #changes = new Map<string, Change>();

  constructor(models: ServedModels, activity: Activity) {
    this.#models = models;
    this.#activity = activity;
  }

  /** Begins to free the batch axis of a version; nothing is written. @throws InferdeckError when there is no such model */
  async start(name: string, request: BatchAxisStart): Promise<BatchAxisState> {
    const prepared = await this.#models.prepare(name);
    const id = randomUUID();
    this.#changes.set(id, { state: 'running', phase: 'reading the graph', abort: new AbortController() });
    this.#activity.begin({ id, kind: 'batch-axis', subject: name, phase: 'reading the graph' });
    void this.#run(id, prepared, request);
    return this.state(id);
  }

  /** How far it is. @param maxBatchSize for the configuration of a proven one */
  state(id: string, maxBatchSize = MAX_BATCH_SIZE): BatchAxisState {
    const change = this.#found(id);
    if (change.state === 'running') return { id, state: 'running', phase: change.phase };
    if (change.state === 'refused') return refusedState(id, change.error);
    const { freed, fromVersion, version, prepared } = change;
    const { oldBatch, changedNodes, proof } = freed;
    const config = { before: prepared.configText ?? null, after: configFor(change, maxBatchSize) };
    const model = prepared.folder.name;
    const plan = {
      model,
      fromVersion,
      newVersion: version,
      oldBatch,
      changedNodes,
      proof,
      maxBatchSize,
      config,
    };
    return { id, state: 'proven', plan };
  }

  /** Writes what was proven, and loads it where the model is served. @throws InferdeckError; nothing is written then */
  async create(id: string, request: BatchAxisCreate, history: ConfigHistory): Promise<BatchAxisCreated> {
    const change = this.#found(id);
    if (change.state !== 'proven')
      throw new InferdeckError('unavailable', 'There is nothing proven to write.');
    const { freed, version, fromVersion, prepared } = change;
    const name = prepared.folder.name;
    const folder = await this.#folderNow(name);
    await writeVersion({
      folder,
      version,
      fileName: fileNameOf(prepared),
      path: freed.path,
      scratch: freed.scratch,
      report: {
        change: `batch axis freed; it was fixed at ${freed.oldBatch}`,
        madeFrom: fromVersion,
        madeAt: new Date().toISOString(),
        proof: freed.proof,
      },
    });
    if (request.writeConfig) {
      const text = configFor(change, request.maxBatchSize);
      const { hash: baseHash } = await readConfigFile(folder);
      await this.#models.saveConfig(name, { text, baseHash }, history);
    }
    await this.forget(id);
    await this.#models.refresh();
    this.#models.events.emit('change', name);
    this.#activity.update(id, { outcome: `Created version ${version}.` });
    return { version, ...(await this.#loadAgain(name)) };
  }

  /** Stops one that runs, and removes what it made. */
  async forget(id: string): Promise<void> {
    const change = this.#found(id);
    change.abort.abort();
    if (change.state === 'proven') await change.freed.scratch.remove();
    this.#changes.delete(id);
  }

  async close(): Promise<void> {
    for (const id of this.#changes.keys()) await this.forget(id);
  }

  async #run(id: string, prepared: PreparedModel, { version, axes }: BatchAxisStart): Promise<void> {
    const { abort } = this.#found(id);
    try {
      const from = versionOf(prepared.folder, version);
      if (prepared.backend?.name !== 'onnxruntime') {
        throw new InferdeckError('unsupported', `${prepared.folder.name} is no ONNX model.`);
      }
      const freed = await freeBatch(join(from.path, fileNameOf(prepared)), {
        open: openWith(prepared.backend),
        signal: abort.signal,
        ...(axes !== undefined && { axes }),
        onStep: (phase) => {
          this.#changes.set(id, { state: 'running', phase, abort });
          this.#activity.update(id, { phase });
        },
      });
      await this.#keep(id, freed, prepared, from.version);
    } catch (thrown) {
      this.#end(id, abort, failureOf(thrown));
    }
  }

  async #keep(id: string, freed: FreedModel, prepared: PreparedModel, fromVersion: number): Promise<void> {
    const { signature } = await inspectOnnx(freed.path);
    const abort = this.#changes.get(id)?.abort;
    // Nobody waits for it any more.
    if (abort === undefined) return await freed.scratch.remove();
    const version = nextVersion(prepared.folder);
    if (signature === undefined) throw new InferdeckError('internal', 'The new model file tells nothing.');
    this.#changes.set(id, { state: 'proven', abort, freed, signature, prepared, fromVersion, version });
    this.#activity.end(id, { state: 'done', outcome: 'Proven; the new version is not written yet.' });
  }

  #end(id: string, abort: AbortController, error: InferdeckError): void {
    const state = abort.signal.aborted ? 'cancelled' : 'failed';
    this.#activity.end(id, { state, outcome: state === 'failed' ? error.message : 'Nothing was changed.' });
    if (this.#changes.has(id)) this.#changes.set(id, { state: 'refused', error, abort });
  }

  async #folderNow(name: string): Promise<ModelFolder> {
    const [folder] = await this.#models.lookAt(name);
    if (folder !== undefined) return folder;
    throw new InferdeckError('not-found', `There is no model '${name}' on disk any more.`);
  }

  async #loadAgain(name: string): Promise<Pick<BatchAxisCreated, 'failure'>> {
    const models = this.#models;
    if (models.controlMode !== 'explicit' || models.served(name)?.wanted !== true) return {};
    return await models.load(name).then(
      () => ({}),
      (error: unknown) => ({ failure: messageOf(error) }),
    );
  }

  #found(id: string): Change {
    const change = this.#changes.get(id);
    if (change !== undefined) return change;
    throw new InferdeckError('not-found', 'There is no such change; the server may have been started again.');
  }
}

function refusedState(id: string, error: InferdeckError): BatchAxisState {
  const { message, nextStep } = error;
  const blocking = error instanceof Refusal ? error.blocking : undefined;
  return {
    id,
    state: 'refused',
    message,
    ...(nextStep !== undefined && { nextStep }),
    ...(blocking !== undefined && { blocking }),
  };
}

function configFor({ prepared, signature, version }: Proven, maxBatchSize: number): string {
  const { folder, configText } = prepared;
  const text = configText ?? generateConfig(signature, configFolder(folder));
  const others = folder.versions.map((there) => there.version);
  return batchingConfig(text, { signature, maxBatchSize, version, others });
}

const fileNameOf = ({ config }: PreparedModel) => config.default_model_filename || 'model.onnx';

function versionOf({ name, versions }: ModelFolder, version: number | undefined) {
  const found = version === undefined ? versions.at(-1) : versions.find((there) => there.version === version);
  if (found !== undefined) return found;
  throw new InferdeckError('not-found', `${name} has no version ${version ?? ''}.`);
}
