import type { FolderEntry, ModelFolder } from '../config/context.ts';
import type { Finding } from '../config/problem.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelSignature } from '../config/signature.ts';
import type { TritonRelease } from './release.ts';

/** A model as it would be taken to another machine: what its folder says, before anything is filled in. */
export interface ExportModel {
  readonly folder: ModelFolder;
  readonly versions: readonly { readonly version: number; readonly entries: readonly FolderEntry[] }[];
  /** As written; every field has its default without a config.pbtxt. */
  readonly config: ModelConfig;
  /** What is wrong with the text itself. */
  readonly problems: readonly Finding[];
  /** What the model file takes and gives, where it could be read. */
  readonly signature?: ModelSignature | undefined;
  /** Whether a `model.py` has `auto_complete_config`. */
  readonly completesItself: boolean;
  /** Links in the folder, by path, and where they lead outside the repository. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

/** A model under the eyes of one release. */
export interface ExportSubject {
  readonly model: ExportModel;
  /** With everything filled in that the release fills in. */
  readonly config: ModelConfig;
  readonly release: TritonRelease;
}
