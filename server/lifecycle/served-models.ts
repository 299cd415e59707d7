import { EventEmitter } from 'node:events';
import type { ConfigContext } from '../config/context.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelSignature } from '../config/signature.ts';
import { failureOf } from '../errors.ts';
import { type ConfigFile, type ConfigSaveRequest, saveConfigFile } from '../repository/config-file.ts';
import type { ConfigHistory } from '../repository/config-history.ts';
import type { ModelSetting, ModelSettings } from '../repository/model-settings.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { RepositoryScan } from '../repository/scan.ts';
import type { InferenceRequest, InferenceResponse, StreamedAnswer } from '../scheduling/inference.ts';
import type { Logger } from '../telemetry/log.ts';
import type { CodeApproval } from './code-approval.ts';
import { MemoryBudget } from './memory-budget.ts';
import type { MemoryMeter } from './memory-meter.ts';
import { findVersion } from './find-version.ts';
import { gated } from './golden-gate.ts';
import { inParallel } from './in-parallel.ts';
import type { LoadedVersion } from './loaded-version.ts';
import { OnDisk, type OnDiskOptions } from './on-disk.ts';
import type { PrepareSources } from './prepare-model.ts';
import type { PreparedModel } from './prepared-model.ts';
import {
  describeMembers,
  type FindMembers,
  type Members,
  memberNames,
  membersOf,
  needs,
  UNKNOWN_MEMBERS,
} from './ensemble-members.ts';
import { loadRemarks } from './load-remarks.ts';
import { type LoadOverride, stageFiles } from './load-override.ts';
import { type LoadSource, ServedModel } from './served-model.ts';
import { Trials } from './trial/trials.ts';
import { withRetries } from './with-retries.ts';

/** How models come and go. */
export type ControlMode = 'none' | 'poll' | 'explicit';

/** How a folder of a repository becomes something that can be loaded. */
export type LoadSourceOf = (folder: ModelFolder, sources: PrepareSources) => LoadSource;

export interface ServedModelsOptions extends OnDiskOptions {
  readonly controlMode: ControlMode;
  /** Models that are loaded at the same time. */
  readonly loadThreads: number;
  /** How often a load that failed is tried again at once. */
  readonly loadRetries: number;
  /** Whether being ready means that every model is that was asked for. */
  readonly strictReadiness: boolean;
  readonly sourceOf: LoadSourceOf;
  readonly approval: CodeApproval;
  readonly settings: ModelSettings;
  readonly meter: MemoryMeter;
  readonly log: Logger;
}

interface ModelEvents {
  readonly change: [name: string];
  readonly saved: [name: string];
  readonly trialStopped: [name: string, why: string];
}

export interface UnloadOptions {
  /** Whether those that were loaded only for the sake of an ensemble leave with it. */
  readonly members?: boolean;
  /** What its versions will say afterwards. */
  readonly reason?: string;
}

/** Every model of the repositories: what lies on disk, and what of it is served. */
export class ServedModels {
  /** Emits `change` with a model's name whenever anything about it changed, `saved` when its configuration was. */
  readonly events = new EventEmitter<ModelEvents>();
  readonly #options: ServedModelsOptions;
  readonly #disk: OnDisk;
  readonly memory: MemoryBudget;
  /** Versions that share the live requests of their model. */
  readonly trials: Trials = new Trials(this);
  readonly #served = new Map<string, ServedModel>();
  /** Models that were asked for by name, not only by an ensemble. */
  readonly #explicit = new Set<string>();
  #started = false;
  #stopping = false;

  constructor(options: ServedModelsOptions) {
    this.#options = options;
    this.#disk = new OnDisk(options);
    this.memory = new MemoryBudget(options.settings, {
      allServed: () => this.allServed,
      evict: (name, reason) => this.#evict(name, reason),
    });
  }

  /** Whose code may run. */
  get approval(): CodeApproval {
    return this.#options.approval;
  }

  get controlMode(): ControlMode {
    return this.#options.controlMode;
  }

  /** As last seen by `refresh`. */
  get repositories(): readonly RepositoryScan[] {
    return this.#disk.repositories;
  }

  /** Every folder as last seen; a name that two repositories have appears twice. */
  get folders(): readonly ModelFolder[] {
    return this.#disk.folders;
  }

  /** Looks at the disk again. */
  async refresh(): Promise<void> {
    await this.#disk.refresh();
    await this.approval.look(this.folders);
  }

  /** The folders of one name as they are now: none, one, or one in each of several repositories. */
  async lookAt(name: string): Promise<readonly ModelFolder[]> {
    return await this.#disk.lookAt(name);
  }

  /** A model that was asked for at least once. */
  served(name: string): ServedModel | undefined {
    return this.#served.get(name);
  }

  get allServed(): readonly ServedModel[] {
    return [...this.#served.values()];
  }

  /**
   * Looks at the disk and loads what shall serve from the start; the server is not ready before.
   * @param names the models to load, or `*` for all of them
   */
  async start(names: readonly string[]): Promise<void> {
    await this.refresh();
    this.trials.restore();
    const everyone = [...new Set(this.folders.map(({ name }) => name))];
    const waiting = everyone.filter((name) => this.settingOf(name).onRequest);
    await this.loadAll(names.includes('*') ? everyone.filter((name) => !waiting.includes(name)) : names);
    this.#started = true;
  }

  /** Loads models a few at a time; one that fails keeps its reason and stops nobody else. */
  async loadAll(names: readonly string[]): Promise<void> {
    await inParallel(names, this.#options.loadThreads, async (name) => {
      await this.load(name).catch(() => {});
    });
  }

  /**
   * @param override counts instead of what lies on disk, for this load only
   * @throws LoadError with the reason, which also stays with the model
   */
  async load(name: string, override?: LoadOverride): Promise<void> {
    this.#explicit.add(name);
    await this.#load(name, [], override);
  }

  /** @param above the ensembles on whose behalf it is loaded, outermost first */
  async #load(name: string, above: readonly ModelConfig[], override?: LoadOverride): Promise<void> {
    const model = this.#modelNamed(name);
    const find = async () => {
      const source = await this.#sourceOf(name, (ensemble) => this.#loadMembers(ensemble, above), override);
      return gated(withRoom(source, this.memory));
    };
    try {
      await this.#checkCode(name, override);
      const attempt = () => model.load(find, { always: override !== undefined });
      await withRetries(attempt, this.#options.loadRetries);
      for (const remark of loadRemarks(model.prepared)) this.#options.log.warn({ model: name }, remark);
      for (const { version } of model.ready) {
        this.#options.log.info({ model: name, version }, `successfully loaded '${name}' version ${version}`);
      }
    } catch (error) {
      this.#options.log.error(
        { model: name },
        `failed to load '${name}': ${error instanceof Error ? error.message : String(error)}`,
      );
      throw error;
    } finally {
      this.memory.release(name);
    }
  }

  /**
   * Loads a model that waits for its first request.
   * @returns nothing to wait for when it is loaded, or does not wait for requests. @throws LoadError
   */
  wake(name: string): Promise<void> | undefined {
    const isUp = this.#served.get(name)?.newest !== undefined;
    return isUp || !this.settingOf(name).onRequest ? undefined : this.load(name);
  }

  /** The version that a name stands for; undefined when it is no alias of the model. */
  aliased(name: string, alias: string): number | undefined {
    return this.settingOf(name).aliases[alias];
  }

  /** What a person wished for a model. */
  settingOf(name: string): ModelSetting {
    const folder = this.folders.find((candidate) => candidate.name === name);
    return this.settings.of(folder?.path ?? '');
  }

  get settings(): ModelSettings {
    return this.#options.settings;
  }

  async #evict(name: string, reason: string): Promise<void> {
    const model = this.#served.get(name);
    if (model === undefined) return;
    const { drained } = await model.unload(reason);
    await drained;
  }

  async #checkCode(name: string, override: LoadOverride | undefined): Promise<void> {
    this.approval.checkOverride(name, override);
    const folders = override === undefined || override.files.size === 0 ? await this.lookAt(name) : [];
    for (const folder of folders) await this.approval.check(folder);
  }

  /** What the disk holds under a name, whether or not it is served. @throws LoadError */
  async prepare(name: string): Promise<PreparedModel> {
    return await (await this.#sourceOf(name, onlyLook)).prepare();
  }

  /** How a model comes up under another text for its configuration, beside what serves. @throws LoadError */
  async sourceWith(name: string, configText: string): Promise<LoadSource> {
    await this.#checkCode(name, undefined);
    const override = { config: undefined, configText, files: new Map<string, Uint8Array>() };
    return await this.#sourceOf(name, (ensemble) => this.#loadMembers(ensemble, []), override);
  }

  /** What the newest model file of a name takes and gives; undefined when that cannot be told. */
  async signature(name: string): Promise<ModelSignature | undefined> {
    const source = await this.#sourceOf(name, onlyLook).catch(() => undefined);
    return await source?.signature();
  }

  /** What a text for the configuration of a model is checked against. @throws LoadError when there is no such folder */
  async surroundings(name: string): Promise<ConfigContext> {
    return await (await this.#sourceOf(name, onlyLook)).surroundings();
  }

  /**
   * Unloads a model; its last requests finish meanwhile. Unknown names are nothing to do. Ensembles that need the model
   * cannot serve without it and leave, too.
   */
  async unload(name: string, { members = false, reason }: UnloadOptions = {}): Promise<void> {
    const model = this.#served.get(name);
    if (model === undefined) return;
    const orphans = members ? this.#membersOnlyOf(model) : [];
    this.#explicit.delete(name);
    await this.#retire(model, reason);
    for (const dependent of this.allServed.filter((candidate) => needs(candidate, name))) {
      const why = `ensemble '${dependent.name}' depends on '${name}' which has no loaded version`;
      await this.#retire(dependent, why);
    }
    for (const orphan of orphans) await this.unload(orphan, { members });
  }

  async #retire(model: ServedModel, reason?: string): Promise<void> {
    const versions = model.ready.map(({ version }) => version);
    const { drained } = await model.unload(reason);
    void this.#reportUnloaded(model.name, versions, drained);
  }

  /** Models that nobody asked for by name and that no other ensemble needs. */
  #membersOnlyOf(ensemble: ServedModel): readonly string[] {
    const others = this.allServed.filter((model) => model !== ensemble);
    return membersOf(ensemble).filter(
      (member) => !this.#explicit.has(member) && !others.some((other) => needs(other, member)),
    );
  }

  /** Whether the models of the start are loaded, or have failed. */
  get started(): boolean {
    return this.#started;
  }

  /** Whether every model that was asked for answers with all its versions; or whether the server is up, if that is enough. */
  get ready(): boolean {
    if (this.#stopping) return false;
    if (!this.#options.strictReadiness) return true;
    if (!this.#started) return false;
    return this.allServed.every(
      (model) =>
        !model.wanted ||
        (model.progress === undefined &&
          model.failure === undefined &&
          model.ready.length > 0 &&
          model.ready.length === (model.prepared?.versions.length ?? 0)),
    );
  }

  /**
   * The version that answers a request.
   * @param version left out: the highest that is ready
   * @throws InferdeckError with the protocol's text when there is none
   */
  find(name: string, version?: number): LoadedVersion {
    return findVersion(this.#served.get(name), name, version);
  }

  /** @throws InferdeckError when no version answers, the request does not fit, or the model fails */
  infer(request: InferenceRequest): Promise<InferenceResponse> {
    const waking = this.wake(request.modelName);
    const ask = (asked: InferenceRequest) => this.find(asked.modelName, asked.version).infer(asked);
    const answer = () => this.trials.infer(request, ask);
    return waking === undefined ? answer() : waking.then(answer);
  }

  /** Every answer to a request, expected failures among them, for models that may give any number of answers. */
  async *stream(request: InferenceRequest): AsyncGenerator<StreamedAnswer> {
    let found: LoadedVersion;
    try {
      await this.wake(request.modelName);
      found = this.find(request.modelName, this.trials.steadyVersion(request));
    } catch (error) {
      yield { state: 'error', error: failureOf(error), final: true };
      return;
    }
    yield* found.stream(request);
  }

  /** Saves a configuration when the model is not in the middle of a load or unload. */
  async saveConfig(name: string, request: ConfigSaveRequest, history: ConfigHistory): Promise<ConfigFile> {
    const folder = await this.#disk.only(name);
    const saved = await this.#modelNamed(name).whenIdle(() => saveConfigFile(folder, request, history));
    this.events.emit('change', name);
    this.events.emit('saved', name);
    return saved;
  }

  /** Says from now on that it is not ready, and still answers. */
  retire(): void {
    this.#stopping = true;
  }

  /** Unloads everything and settles when the last request is answered, all memory free, and every wish on the disk. */
  async close(): Promise<void> {
    this.retire();
    const leaving = await Promise.all(this.allServed.map((model) => model.unload()));
    await Promise.all(leaving.map(({ drained }) => drained));
    await this.settings.close();
  }

  async #reportUnloaded(name: string, versions: readonly number[], drained: Promise<unknown>): Promise<void> {
    const { log } = this.#options;
    for (const version of versions) log.info({ model: name, version }, `unloading: ${name}:${version}`);
    await drained;
    for (const version of versions)
      log.info({ model: name, version }, `successfully unloaded '${name}' version ${version}`);
  }

  #modelNamed(name: string): ServedModel {
    const known = this.#served.get(name);
    if (known !== undefined) return known;
    const model = new ServedModel(name, () => this.events.emit('change', name), this.#options.meter);
    this.#served.set(name, model);
    return model;
  }

  async #sourceOf(name: string, findMembers: FindMembers, override?: LoadOverride): Promise<LoadSource> {
    const files = override?.files ?? new Map<string, Uint8Array>();
    const folder = files.size === 0 ? await this.#disk.only(name) : await stageFiles(name, files);
    const { config, configText } = override ?? {};
    return this.#options.sourceOf(folder, { override: config, overrideText: configText, findMembers });
  }

  /** Loads what an ensemble is made of. A member that waits for this very ensemble is a circle, and left alone. */
  async #loadMembers(ensemble: ModelConfig, above: readonly ModelConfig[]): Promise<Members> {
    const waiting = [...above, ensemble];
    const names = memberNames(ensemble);
    const missing = names.filter(
      (name) =>
        (this.#served.get(name)?.ready.length ?? 0) === 0 && waiting.every((other) => other.name !== name),
    );
    await Promise.all(missing.map((name) => this.#load(name, waiting).catch(() => {})));
    return describeMembers(names, (name) => this.#served.get(name), waiting);
  }
}

/** A source whose model is given room before it is loaded. */
function withRoom(source: LoadSource, memory: MemoryBudget): LoadSource {
  const prepare: LoadSource['prepare'] = async (watch) => {
    const prepared = await source.prepare(watch);
    await memory.makeRoom(prepared);
    return prepared;
  };
  return { ...source, prepare };
}

/** For a look at an ensemble that loads nobody. */
const onlyLook: FindMembers = () => Promise.resolve(UNKNOWN_MEMBERS);
