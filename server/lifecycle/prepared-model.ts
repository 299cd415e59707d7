import type { Backend, ModelInspection } from '../backends/backend.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { ModelSpec } from '../scheduling/tensor-spec.ts';

/** A version that the policy chose, ready to be loaded. */
export interface PreparedVersion {
  readonly version: number;
  /** The model file or folder that the framework opens. */
  readonly modelPath: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly inspection: ModelInspection;
  readonly spec: ModelSpec;
  /** Equal fingerprints mean that loading again would change nothing but, at most, the instances. */
  readonly fingerprint: string;
}

/** A field that was filled in, and the rule that made it. */
export interface CompletedField {
  readonly field: string;
  readonly value: string;
  readonly why: string;
}

/** Everything that can be known of a model before any of it is in memory. */
export interface PreparedModel {
  readonly folder: ModelFolder;
  /** The configuration file as written; undefined when there is none. */
  readonly configText: string | undefined;
  /** The configuration in effect: completed and normalised. */
  readonly config: ModelConfig;
  readonly completed: readonly CompletedField[];
  /** Undefined for an ensemble, which runs on other models. */
  readonly backend: Backend | undefined;
  /** Ascending. */
  readonly versions: readonly PreparedVersion[];
  readonly warnings: readonly string[];
}
