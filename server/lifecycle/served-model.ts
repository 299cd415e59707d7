import type { LoadWatch } from '../backends/backend.ts';
import { InferdeckError } from '../errors.ts';
import type { ConfigContext } from '../config/context.ts';
import type { ModelSignature } from '../config/signature.ts';
import { LoadError } from './load-error.ts';
import type { MemoryMeter } from './memory-meter.ts';
import type { LoadedVersion } from './loaded-version.ts';
import type { PreparedModel, PreparedVersion } from './prepared-model.ts';
import { UNLOADED, type VersionRecord } from './version-record.ts';

/** What a model is busy with. */
export interface LoadProgress {
  readonly phase: string;
  readonly startedAt: Date;
}

export interface LoadFailure {
  readonly error: LoadError;
  readonly at: Date;
}

/** How a model gets from its folder into memory. */
export interface LoadSource {
  /** @param watch the load that it is for; without one the model's own code does not run */
  readonly prepare: (watch?: LoadWatch) => Promise<PreparedModel>;
  /** What the newest model file takes and gives, also when its configuration is broken. */
  readonly signature: () => Promise<ModelSignature | undefined>;
  /** What a new text for its configuration is checked against. */
  readonly surroundings: () => Promise<ConfigContext>;
  readonly bringUp: (
    model: PreparedModel,
    version: PreparedVersion,
    watch: LoadWatch,
  ) => Promise<LoadedVersion>;
  /** Takes on a configuration that differs in its instances only. */
  readonly adjust: (loaded: LoadedVersion, model: PreparedModel, version: PreparedVersion) => Promise<void>;
}

interface Fresh {
  readonly version: number;
  readonly fingerprint: string;
  readonly loaded: LoadedVersion;
}

/**
 * One model that the server was asked to serve, with the state of each of its versions. Loads and unloads of the model
 * run one after the other. A new version is brought up beside the old one, which drains when the new one is ready.
 */
export class ServedModel {
  readonly name: string;
  readonly #changed: () => void;
  readonly #meter: MemoryMeter;
  readonly #records = new Map<number, VersionRecord>();
  readonly #fingerprints = new Map<number, string>();
  #prepared: PreparedModel | undefined;
  #failure: LoadFailure | undefined;
  #progress: LoadProgress | undefined;
  #wanted = false;
  #freedBytes: number | undefined;
  /** Calls off the load that runs. */
  #callOff: ((reason: InferdeckError) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, changed: () => void, meter: MemoryMeter) {
    this.name = name;
    this.#meter = meter;
    this.#changed = changed;
  }

  /** Ascending by version. */
  get records(): readonly VersionRecord[] {
    return [...this.#records.values()].sort((a, b) => a.version - b.version);
  }

  /** The versions that answer, ascending. */
  get ready(): readonly LoadedVersion[] {
    return this.records.flatMap((record) => (record.state === 'READY' ? [record.loaded] : []));
  }

  /** The highest version that answers; every request without a version asks for it. */
  get newest(): LoadedVersion | undefined {
    let newest: LoadedVersion | undefined;
    for (const record of this.#records.values()) {
      if (record.state === 'READY' && record.version > (newest?.version ?? -1)) newest = record.loaded;
    }
    return newest;
  }

  /** Whether it was ever tried to load a version. */
  get isKnown(): boolean {
    return this.#records.size > 0;
  }

  get prepared(): PreparedModel | undefined {
    return this.#prepared;
  }

  get failure(): LoadFailure | undefined {
    return this.#failure;
  }

  get progress(): LoadProgress | undefined {
    return this.#progress;
  }

  /** What its last version to leave gave back; undefined when that could not be measured. */
  get freedBytes(): number | undefined {
    return this.#freedBytes;
  }

  /** Whether it counts for the server's readiness: loaded on request and not unloaded since. */
  get wanted(): boolean {
    return this.#wanted;
  }

  record(version: number): VersionRecord | undefined {
    return this.#records.get(version);
  }

  /**
   * @param find looks for the model when its turn has come
   * @param always load again even when nothing changed
   * @throws LoadError; what served before goes on serving
   */
  load(find: () => Promise<LoadSource>, { always = false } = {}): Promise<void> {
    return this.#inTurn(() => this.#load(find, always));
  }

  /** Does something between the loads and unloads of the model. */
  whenIdle<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(work);
  }

  /**
   * Marks every version as leaving and returns; `drained` settles when the memory is free. A load that runs is called
   * off.
   * @param reason what its versions will say afterwards
   */
  unload(reason: string = UNLOADED): Promise<{ readonly drained: Promise<unknown> }> {
    this.#callOff?.(
      new InferdeckError('cancelled', `The load of '${this.name}' was called off by an unload.`),
    );
    return this.#inTurn(async () => {
      this.#wanted = false;
      this.#failure = undefined;
      const drained = Promise.all(this.ready.map((loaded) => this.#retire(loaded, reason)));
      this.#fingerprints.clear();
      this.#changed();
      return { drained };
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => {});
    return await turn;
  }

  async #load(find: () => Promise<LoadSource>, always: boolean): Promise<void> {
    this.#wanted = true;
    this.#announce('reading the configuration');
    const watch = this.#watchLoad();
    try {
      const source = await find();
      const prepared = await source.prepare(watch);
      if (always) this.#fingerprints.clear();
      await this.#replaceVersions(prepared, source, watch);
      this.#prepared = prepared;
      this.#failure = undefined;
    } catch (thrown) {
      const error = LoadError.from(thrown, 'load');
      this.#failure = { error, at: new Date() };
      throw error;
    } finally {
      this.#callOff = undefined;
      this.#progress = undefined;
      this.#changed();
    }
  }

  /** What a load reports counts while it runs: an instance that is made again later is nobody's load. */
  #watchLoad(): LoadWatch {
    const stop = new AbortController();
    const callOff = (reason: InferdeckError) => stop.abort(reason);
    this.#callOff = callOff;
    return {
      signal: stop.signal,
      report: (phase) => {
        if (this.#callOff === callOff) this.#announce(phase);
      },
    };
  }

  #announce(phase: string): void {
    this.#progress = { phase, startedAt: this.#progress?.startedAt ?? new Date() };
    this.#changed();
  }

  async #replaceVersions(prepared: PreparedModel, source: LoadSource, watch: LoadWatch): Promise<void> {
    const stale = prepared.versions.filter(
      ({ version, fingerprint }) =>
        this.#fingerprints.get(version) !== fingerprint || this.#records.get(version)?.state !== 'READY',
    );
    const fresh = await this.#bringUpAll(prepared, stale, source, watch);
    await this.#adjustKept(prepared, stale, source);
    for (const { version, fingerprint, loaded } of fresh) {
      const before = this.#records.get(version);
      this.#records.set(version, { state: 'READY', version, loaded });
      this.#fingerprints.set(version, fingerprint);
      if (before?.state === 'READY') void before.loaded.unload();
    }
    const kept = new Set(prepared.versions.map(({ version }) => version));
    for (const loaded of this.ready) if (!kept.has(loaded.version)) void this.#retire(loaded);
  }

  /** Versions that stay as they are, but for the number of their instances. */
  async #adjustKept(
    prepared: PreparedModel,
    stale: readonly PreparedVersion[],
    source: LoadSource,
  ): Promise<void> {
    for (const version of prepared.versions) {
      const record = this.#records.get(version.version);
      if (stale.includes(version) || record?.state !== 'READY') continue;
      if (JSON.stringify(record.loaded.config) === JSON.stringify(prepared.config)) continue;
      this.#announce(`adjusting the instances of version ${version.version}`);
      await source.adjust(record.loaded, prepared, version);
    }
  }

  /** All or none: when one version fails, those already brought up are freed again. */
  async #bringUpAll(
    prepared: PreparedModel,
    versions: readonly PreparedVersion[],
    source: LoadSource,
    watch: LoadWatch,
  ): Promise<Fresh[]> {
    const fresh: Fresh[] = [];
    for (const { version } of versions) {
      if (this.#records.get(version)?.state !== 'READY')
        this.#records.set(version, { state: 'LOADING', version });
    }
    for (const prepping of versions) {
      const { version, fingerprint } = prepping;
      this.#announce(`creating instances of version ${version}`);
      try {
        fresh.push({ version, fingerprint, loaded: await source.bringUp(prepared, prepping, watch) });
      } catch (thrown) {
        const error = LoadError.from(thrown, 'load');
        await Promise.all(fresh.map(({ loaded }) => loaded.unload()));
        this.#giveUp(versions, version, error);
        watch.signal.throwIfAborted();
        throw new LoadError(
          error.stage,
          `load failed for model '${this.name}': version ${version} is at UNAVAILABLE state: ${error.message};\n`,
          { kind: 'invalid-argument', place: error.place, nextStep: error.nextStep, cause: error },
        );
      }
    }
    return fresh;
  }

  #giveUp(versions: readonly PreparedVersion[], failed: number, error: InferdeckError): void {
    for (const { version } of versions) {
      if (this.#records.get(version)?.state !== 'LOADING') continue;
      const reason = version === failed ? error.message : `not loaded because version ${failed} failed`;
      this.#records.set(version, { state: 'UNAVAILABLE', version, reason });
    }
  }

  async #retire(loaded: LoadedVersion, reason: string = UNLOADED): Promise<void> {
    const { version } = loaded;
    const leaving: VersionRecord = { state: 'UNLOADING', version, loaded };
    this.#records.set(version, leaving);
    this.#fingerprints.delete(version);
    const { grownBytes } = await this.#meter.measure(() => loaded.unload());
    this.#freedBytes = grownBytes === undefined ? undefined : Math.max(0, -grownBytes);
    // A load may have taken the place meanwhile.
    if (this.#records.get(version) === leaving) {
      this.#records.set(version, { state: 'UNAVAILABLE', version, reason });
    }
    this.#changed();
  }
}
