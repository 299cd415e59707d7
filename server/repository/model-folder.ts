import type { FolderEntry } from '../config/context.ts';

/** One numbered folder of a model. */
export interface VersionFolder {
  readonly version: number;
  readonly path: string;
  /** What lies directly in the folder, sorted by name. */
  readonly entries: readonly FolderEntry[];
  readonly sizeBytes: number;
  /** Changes whenever a file in the folder is added, removed, resized or written again. */
  readonly fingerprint: string;
}

/** A model as it lies on disk, whether or not it can be served. */
export interface ModelFolder {
  readonly name: string;
  readonly path: string;
  /** The repository it lies in. */
  readonly repository: string;
  /** Ascending. */
  readonly versions: readonly VersionFolder[];
  readonly configFile: string | undefined;
  /** Names of the files beside the versions, such as label files. */
  readonly files: readonly string[];
  /** Changes whenever anything in the folder does. */
  readonly fingerprint: string;
  /** What was passed over, and why. */
  readonly warnings: readonly string[];
}
