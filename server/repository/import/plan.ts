import type { SourceFile } from './source-tree.ts';

/** A file that an import makes; its path is inside the model folder. */
export type PlannedFile =
  | {
      readonly kind: 'copied';
      readonly path: string;
      readonly sizeBytes: number;
      readonly source: SourceFile;
    }
  | { readonly kind: 'written'; readonly path: string; readonly sizeBytes: number; readonly text: string };

export type ImportAction = 'create' | 'add-version' | 'skip';

/** One of the things that can be done with a dropped model. */
export interface ImportChoice {
  readonly action: ImportAction;
  /** The model folder that is made or grows. */
  readonly model: string;
  /** The versions that are made. */
  readonly versions: readonly number[];
  readonly files: readonly PlannedFile[];
  /** What the person should know before choosing it, in sentences. */
  readonly remarks: readonly string[];
}

/** One model among what was dropped, and what can be done with it; the first choice is the likeliest. */
export interface PlannedItem {
  readonly id: string;
  readonly origin: string;
  readonly form: string;
  readonly choices: readonly ImportChoice[];
  /** Why the person has to look at the choices. */
  readonly conflict?: string;
  readonly leftOut: readonly string[];
  /** It has code that runs when it is loaded; it is not loaded without being asked for. */
  readonly runsCode: boolean;
}

/** What an import would do; nothing is written in the repository before it is confirmed. */
export interface ImportPlan {
  readonly repository: string;
  readonly items: readonly PlannedItem[];
  /** Room on the repository's disk. */
  readonly freeBytes: number;
  /** Whether the originals stay where they are, so that links to them make sense. */
  readonly canLink: boolean;
}
