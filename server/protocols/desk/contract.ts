/**
 * The window's own API, as both sides see it. Everything under `/desk` is JSON; what the v2 protocol already offers
 * (metadata, config, load, unload, infer) the window takes from there.
 *
 *   GET  /desk/session                 SessionState        answers without a session
 *   GET  /desk/open/:key               303 to `/`          one-time link; sets the session cookie
 *   GET  /desk/server                  ServerFacts
 *   GET  /desk/models                  ModelSummary[]      sorted by name
 *   GET  /desk/models/:name            ModelDetail
 *   GET  /desk/models/:name/code              ModelCode, of a model that runs code of its own; 404 otherwise
 *   POST /desk/models/:name/approval          CodeApproved -> 204; 409 when the code changed meanwhile
 *   PUT  /desk/models/:name/settings          part of a ModelSettings -> 204
 *   GET  /desk/memory                         MemoryTotals
 *   PUT  /desk/memory                         MemoryBudget -> 204
 *   GET  /desk/models/:name/in-flight         RequestsInFlight
 *   GET  /desk/models/:name/config            ConfigOnDisk
 *   GET  /desk/models/:name/config/members?name=…&name=…  EnsembleMember[], of the names that there are
 *   PUT  /desk/models/:name/config            ConfigSave -> ConfigSaveResult; 409 when the file changed meanwhile
 *   GET  /desk/models/:name/config/history    EarlierSave[], newest first
 *   GET  /desk/models/:name/config/history/:id  EarlierText
 *   POST /desk/uploads                 UploadRoom -> UploadBegun  begins a drop whose files come from a browser
 *   PUT  /desk/uploads/:id/files?path= 204                 one file of it, as the body
 *   DELETE /desk/uploads/:id           204
 *   POST /desk/imports/plan            ImportRequest -> ImportPlanned
 *   POST /desk/imports/:id/start       ImportStart -> 202 ActivityEntry, which tells the rest under the same id
 *   DELETE /desk/imports/:id           204                 cancels it, or forgets its plan
 *   POST /desk/imports/:id/undo        204                 moves what it made to the trash
 *   POST /desk/models/:name/batch-axis  BatchAxisStart -> 202 BatchAxisState; activity of the same id tells how it goes
 *   GET  /desk/batch-axis/:id?maxBatchSize=  BatchAxisState
 *   POST /desk/batch-axis/:id/create    BatchAxisCreate -> BatchAxisCreated
 *   DELETE /desk/batch-axis/:id         204                stops it, or forgets what was proven
 *   GET  /desk/sets                     KeptSet[], newest first: sets of inputs that came in through a window
 *   POST /desk/sets                     SetUpload -> KeptSet
 *   DELETE /desk/sets/:id               204
 *   GET  /desk/comparisons              ComparisonState[], newest first
 *   POST /desk/comparisons              ComparisonPlan -> 202 ComparisonState; events tell how it goes
 *   GET  /desk/comparisons/:id          ComparisonRecord
 *   GET  /desk/comparisons/:id/pictures/:at  the picture of a sample, as it is in the set
 *   DELETE /desk/comparisons/:id        204                stops it, or forgets what it found
 *   GET  /desk/activity                ActivityEntry[], newest first
 *   GET  /desk/logs?after=&before=&limit=&levels=&model=&requestId=&search=&from=&to=  LogPage; see LogQuery
 *   GET  /desk/traces/:key             RequestSpan[]       of a request that was sent with TRACE_KEY_HEADER, once it ended
 *   GET  /desk/frameworks             FrameworksReport    which frameworks there are, in which Python
 *   PUT  /desk/frameworks/:backend    InterpreterChoice -> 204; from the next load on
 *   GET  /desk/environment            EnvironmentReport   what there is on the computer, looked at now
 *   GET  /desk/environment/place      Check[]             its ports and folders alone, which takes no time
 *   POST /desk/diagnostics            DiagnosticsBundle   collected now, without secrets and names
 *   GET  /desk/diagnostics/:id/zip    the same, as a zip archive; 404 once another was collected
 *   GET  /desk/export?repository=&release=&format=  ExportPreview  what a release of Triton makes of a repository
 *   GET  /desk/export/zip?repository=&release=&format=  the files of it, as a zip archive
 *   GET  /desk/devices                DevicesReading      processor, memory and graphics cards, a second old at most
 *   GET  /desk/metrics?range=         MetricsSeries       of `5 min`, `15 min`, `1 h`, `6 h` or `24 h`
 *   GET  /desk/events                  text/event-stream of DeskEvent, one `data:` line each
 *   POST /desk/shutdown                202                 drains and ends the server
 *
 * Failures carry an ErrorBody and the status of their kind. Without a session every call but the first two is 401.
 */
import type { ComparisonState } from '../../comparison/comparison-state.ts';
import type { ConfigContext } from '../../config/context.ts';
import type { DevicesReading } from '../../devices/contract.ts';
import type { ErrorKind } from '../../errors.ts';
import type { ActivityEntry } from '../../telemetry/activity-entry.ts';
import type { MetricsPoint, MetricsRange } from '../../telemetry/history/contract.ts';

export interface ErrorBody {
  readonly error: string;
  readonly kind: ErrorKind;
  readonly nextStep?: string;
}

export interface SessionState {
  readonly open: boolean;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface ServerFacts {
  readonly name: string;
  readonly version: string;
  /** Differs after each start of the server process. */
  readonly startId: string;
  readonly startedAt: string;
  readonly controlMode: 'none' | 'poll' | 'explicit';
  readonly repositories: readonly RepositoryFacts[];
  readonly http: Endpoint;
  /** Absent when gRPC is not served. */
  readonly grpc?: Endpoint;
  /** Absent when metrics are not served. */
  readonly metrics?: Endpoint;
}

export interface RepositoryFacts {
  readonly path: string;
  /** Why the folder cannot be read, as a sentence. */
  readonly problem?: string;
}

/** The states of the v2 repository index. */
export type VersionState = 'READY' | 'LOADING' | 'UNLOADING' | 'UNAVAILABLE' | 'UNKNOWN';

/** One word for the whole model; the list groups by it. */
export type ModelState = 'ready' | 'loading' | 'unloading' | 'unavailable' | 'needs-approval' | 'not-loaded';

/** How what is in memory and what lies on disk differ. */
export type Drift = 'changed' | 'only-on-disk' | 'only-in-memory';

export interface VersionSummary {
  readonly version: number;
  readonly state: VersionState;
  /** Why it is UNAVAILABLE; `unloaded` after an unload that was asked for. */
  readonly reason?: string;
  readonly sizeBytes: number;
  readonly loadedInMs?: number;
  /** Still in memory with this many requests to answer, while UNLOADING. */
  readonly pending?: number;
  /** Absent where memory and disk agree, or nothing of the model is in memory. */
  readonly drift?: Drift;
}

/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

export interface Failure {
  readonly stage: 'repository' | 'configuration' | 'model file' | 'load';
  readonly message: string;
  readonly place?: Place;
  readonly nextStep?: string;
  readonly at: string;
}

export interface Progress {
  /** What it waits for, in words: `creating session for version 2`. */
  readonly phase: string;
  readonly startedAt: string;
}

export interface ModelSummary {
  readonly name: string;
  readonly repository: string;
  readonly state: ModelState;
  readonly versions: readonly VersionSummary[];
  /** Who answers a request that names no version. */
  readonly defaultVersion?: number;
  readonly backend: string;
  readonly platform: string;
  readonly device: 'CPU' | 'GPU';
  readonly instances: number;
  readonly maxBatchSize: number;
  readonly sizeBytes: number;
  readonly hasConfigFile: boolean;
  /** The files changed since the model was loaded; loading again takes them over. */
  readonly changedOnDisk: boolean;
  /** It is served, and its folder is gone. */
  readonly onlyInMemory?: boolean;
  /** It has code that nobody has approved; loading it is refused. */
  readonly needsApproval?: boolean;
  readonly lastRequestAt?: string;
  readonly progress?: Progress;
  readonly failure?: Failure;
  /** Things worth knowing that stop nothing: ignored folders, a missing version of the policy. */
  readonly warnings: readonly string[];
}

export interface TensorFacts {
  readonly name: string;
  /** Protocol name: FP32, BYTES. */
  readonly datatype: string;
  /** What a request must have, batch dimension included; -1 is free. */
  readonly shape: readonly number[];
  /** One word a dimension where it is known: batch, channel, height, width. */
  readonly axes: readonly string[];
  readonly optional: boolean;
  readonly labels?: readonly string[];
  readonly labelFile?: string;
}

/** What can be told from the model file without loading it. */
export interface ModelFileFacts {
  readonly version: number;
  readonly file: string;
  readonly sizeBytes: number;
  readonly opset?: number;
  readonly producer?: string;
  readonly parameters?: number;
  readonly operators: readonly { readonly type: string; readonly count: number }[];
}

/** A field that the server filled in, and the rule that made it. */
export interface CompletedField {
  readonly field: string;
  readonly value: string;
  readonly why: string;
}

/** What a person wished for a model, beside its configuration. */
export interface ModelSettings {
  /** Stays in memory whatever else needs room. */
  readonly pinned: boolean;
  /** Loaded by the first request instead of at the start. */
  readonly onRequest: boolean;
  /** Unloaded after so many minutes without a request; null: never. */
  readonly idleMinutes: number | null;
  /** Names for versions, which stand for them in addresses. */
  readonly aliases: Readonly<Record<string, number>>;
}

export interface MemoryBudget {
  /** What all models together may take; null: as much as there is. */
  readonly budgetBytes: number | null;
}

/** What all models take in memory, and how much there is. */
export interface MemoryTotals extends MemoryBudget {
  /** All models together. */
  readonly usedBytes: number;
  /** What the computer has left. */
  readonly freeBytes: number;
}

/** What a model takes in memory, beside all the others. */
export interface MemoryFacts extends MemoryTotals {
  /** By its files and instances, for all versions that would be loaded. Absent when its folder cannot be read. */
  readonly estimatedBytes?: number;
  /** What its versions took when they were loaded; absent when it is not loaded, or others loaded at the same time. */
  readonly measuredBytes?: number;
}

/** Instances of a version that run in the same place. */
export interface RunsOnFacts {
  readonly version: number;
  readonly device: 'CPU' | 'GPU';
  /** The framework's own name for it: `cuda`. */
  readonly provider: string;
  readonly instances: number;
  /** Where that differs from what was asked for, why; as sentences. */
  readonly remarks: readonly string[];
}

export interface ModelDetail {
  readonly summary: ModelSummary;
  readonly settings: ModelSettings;
  readonly memory: MemoryFacts;
  /** Empty when nothing is loaded, or the framework does not tell. */
  readonly runsOn: readonly RunsOnFacts[];
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly TensorFacts[];
  readonly files: readonly ModelFileFacts[];
  /** The file as written, or null when there is none. */
  readonly configText: string | null;
  /** The effective configuration in its JSON form, when it could be worked out. */
  readonly config: unknown;
  readonly completed: readonly CompletedField[];
}

/** A file of a model that runs when the model does. */
export interface CodeFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Null when it is no text, or too long to be read. */
  readonly text: string | null;
}

export interface CodeReach {
  readonly kind: 'packages' | 'network' | 'files' | 'programs';
  /** The name that says so. */
  readonly name: string;
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
}

/** The code of a model, to be looked at before it runs. */
export interface ModelCode {
  /** What an approval is given to. */
  readonly hash: string;
  readonly files: readonly CodeFile[];
  /** What its text visibly reaches for. */
  readonly reaches: readonly CodeReach[];
}

export interface CodeApproved {
  readonly hash: string;
}

/** What a reload would have to wait for. */
export interface RequestsInFlight {
  readonly requests: number;
}

/** A model that an ensemble runs, as it is loaded or would be. */
export interface EnsembleMember {
  readonly name: string;
  /** Its effective configuration in the JSON form. */
  readonly config: unknown;
  readonly loadedVersions: readonly number[];
}

/** What the editor needs to know of a model beside its text; see server/config/context.ts. */
export interface ConfigSurroundings {
  readonly context: Omit<ConfigContext, 'peers'>;
  /** Names of the other models, for the steps of ensembles. */
  readonly modelNames: readonly string[];
}

export interface ConfigOnDisk {
  readonly path: string;
  /** Null when there is no such file. */
  readonly text: string | null;
  readonly hash: string | null;
  /** The text that what serves came from; null when nothing serves, or it came from no text. */
  readonly loadedText: string | null;
  /** What a text is checked against. */
  readonly surroundings: ConfigSurroundings;
}

export interface ConfigSave {
  readonly text: string;
  /** The hash that the edit began with; null when there was no file. */
  readonly baseHash: string | null;
}

export interface ConfigSaveResult {
  readonly hash: string;
  /** The file is saved in any case; a model that is served follows it. */
  readonly outcome: 'saved' | 'loaded' | 'load-failed';
  readonly failure?: string;
}

export interface EarlierSave {
  readonly id: string;
  readonly savedAt: string;
  readonly sizeBytes: number;
}

export interface EarlierText {
  readonly text: string;
}

/** Paths are taken from a window on the server's own computer only. */
export type ImportRequest = (
  | { readonly paths: readonly string[] }
  | {
      /** The id of an upload. */
      readonly upload: string;
    }
) & {
  /** The model that versions shall be added to, if they were dropped there. */
  readonly target?: string;
};

/** What an upload needs; one that cannot have it is refused before anything is sent. */
export interface UploadRoom {
  /** Of all files together. */
  readonly bytes?: number;
}

export interface UploadBegun {
  readonly id: string;
}

export type ImportAction = 'create' | 'add-version' | 'skip';

/** A file that an import makes. */
export interface ImportFile {
  /** Inside the model folder. */
  readonly path: string;
  readonly sizeBytes: number;
  /** What it is a copy of, as it was dropped; absent for a file that is written. */
  readonly from?: string;
  /** What is written, such as a configuration. */
  readonly text?: string;
}

/** One of the things that can be done with a dropped model. */
export interface ImportOption {
  readonly action: ImportAction;
  readonly model: string;
  readonly versions: readonly number[];
  readonly files: readonly ImportFile[];
  readonly remarks: readonly string[];
}

export interface ImportItem {
  readonly id: string;
  readonly origin: string;
  /** What it was taken for: `a model file`. */
  readonly form: string;
  /** The likeliest first. */
  readonly choices: readonly ImportOption[];
  readonly conflict?: string;
  readonly leftOut: readonly string[];
  /** It is not loaded by the import, because loading it runs its code. */
  readonly runsCode: boolean;
}

/** What an import would do; nothing has been written in the repository. */
export interface ImportPlanned {
  readonly id: string;
  readonly repository: string;
  readonly items: readonly ImportItem[];
  readonly freeBytes: number;
  readonly canLink: boolean;
}

export interface ImportStart {
  readonly link: boolean;
  readonly load: boolean;
  /** By item. */
  readonly actions: Readonly<Record<string, ImportAction>>;
}

export type {
  FrameworkFacts,
  FrameworksReport,
  InterpreterChoice,
  InterpreterFacts,
} from '../../backends/python/interpreters/contract.ts';

export type { ActivityEntry } from '../../telemetry/activity-entry.ts';

/** Files of an upload that shall be kept as a set of inputs. */
export interface SetUpload {
  readonly upload: string;
  readonly name: string;
}

export type DeskEvent =
  | { readonly type: 'hello'; readonly server: ServerFacts }
  | { readonly type: 'model'; readonly model: ModelSummary }
  | { readonly type: 'model-removed'; readonly name: string }
  | { readonly type: 'comparison'; readonly comparison: ComparisonState }
  | { readonly type: 'activity'; readonly entry: ActivityEntry }
  /** The log has new lines; at most ten times a second. */
  | { readonly type: 'logs'; readonly newest: number }
  | { readonly type: 'devices'; readonly reading: DevicesReading }
  /** A step of a range is over. */
  | { readonly type: 'metrics'; readonly range: MetricsRange; readonly point: MetricsPoint };
