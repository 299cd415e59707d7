/** How an export can be written. */
export const EXPORT_FORMATS = ['docker', 'compose', 'kubernetes', 'kserve'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A release of Triton as people write it: year and month of its container. */
export const RELEASE_FORM = /^(\d\d)\.(\d\d)$/;

/** One thing that a release makes of a model other than this server does. */
export interface ExportFinding {
  /** `refused`: the model does not load there; `attention`: it may behave otherwise; `note`: good to know. */
  readonly weight: 'refused' | 'attention' | 'note';
  /** What happens there. */
  readonly sentence: string;
  readonly why: string;
  readonly nextStep: string;
}

export type ExportVerdict = 'accepted' | 'attention' | 'refused';

/** What a Triton release makes of one model. */
export interface ModelExport {
  readonly model: string;
  readonly verdict: ExportVerdict;
  /** The backend that it would run on there; empty for an ensemble, or when none can be told. */
  readonly backend: string;
  /** The heaviest first. */
  readonly findings: readonly ExportFinding[];
}

/** What a Triton release makes of a repository. */
export interface RepositoryExport {
  /** Year and month: `24.05`. */
  readonly release: string;
  readonly repository: string;
  readonly models: readonly ModelExport[];
  /** Whether any model that loads there asks for a GPU. */
  readonly needsGpu: boolean;
}

/** A text file of an export, by its path inside it. */
export interface ExportFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that a person sees before anything is written. */
export interface ExportPreview {
  readonly check: RepositoryExport;
  readonly format: ExportFormat;
  readonly files: readonly ExportFile[];
  /** What to do with the files, in order. */
  readonly steps: readonly string[];
}
