import type { ModelConfig } from './schema/value.ts';
import type { ModelSignature } from './signature.ts';

export interface FolderEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}

/** What is known about a model's folder, as far as a configuration depends on it. */
export interface ModelFolder {
  readonly name: string;
  /** Version numbers that have a folder. */
  readonly versions: readonly number[];
  /** What is in the first version folder. */
  readonly versionFiles: readonly FolderEntry[];
  /** Files beside config.pbtxt, such as label files; nothing is checked against them when unknown. */
  readonly files?: readonly string[];
  /** False when there is no config.pbtxt. */
  readonly hasConfig?: boolean;
}

/** What the machine offers, and what becomes of a model that asks for more. */
export interface Machine {
  readonly gpus: readonly number[];
  /** False where the server was built without GPU support; only the error's wording depends on it. */
  readonly supportsGpus?: boolean;
  /** Without a GPU, KIND_GPU either runs on the CPU with a warning (the default) or is an error. */
  readonly missingGpu?: 'use-cpu' | 'refuse';
}

/** Another model of the repository, as an ensemble sees it. */
export interface PeerModel {
  readonly config: ModelConfig;
  readonly loadedVersions: readonly number[];
  /** Why it has no loaded version, if it failed. */
  readonly failure?: string;
}

/** Everything outside the text that a configuration is completed from and checked against. */
export interface ConfigContext {
  readonly folder: ModelFolder;
  readonly machine: Machine;
  /** The model file's own inputs and outputs, once it has been inspected. */
  readonly signature?: ModelSignature;
  /** The other models by name; an ensemble is not checked against them when unknown. */
  readonly peers?: ReadonlyMap<string, PeerModel>;
  /** Names of the other models, as far as an editor may propose them; `peers` need not have them all. */
  readonly modelNames?: readonly string[];
  /** `--disable-auto-complete-config` sets it to false. */
  readonly autoComplete?: boolean;
  /** `--backend-config=default-max-batch-size=N`; 4 otherwise. */
  readonly defaultMaxBatchSize?: number;
}
