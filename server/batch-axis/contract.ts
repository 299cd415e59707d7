/** What the window is told of a batch axis that is being freed; see server/protocols/desk/contract.ts. */
import type { Proof } from './proof.ts';
import type { BlockingNode } from './refusal.ts';

export type { OutputProof, Proof } from './proof.ts';

/** The new version and its configuration as they would be written. */
export interface BatchAxisPlan {
  readonly model: string;
  readonly fromVersion: number;
  readonly newVersion: number;
  /** The batch that the model file was fixed at. */
  readonly oldBatch: number;
  /** Places in the graph that held the old batch. */
  readonly changedNodes: number;
  readonly proof: Proof;
  readonly maxBatchSize: number;
  /** Null before when there is no configuration yet. */
  readonly config: { readonly before: string | null; readonly after: string };
}

export type BatchAxisState =
  | { readonly id: string; readonly state: 'running'; readonly phase: string }
  | {
      readonly id: string;
      readonly state: 'refused';
      readonly message: string;
      readonly nextStep?: string;
      readonly blocking?: BlockingNode;
    }
  | { readonly id: string; readonly state: 'proven'; readonly plan: BatchAxisPlan };

export interface BatchAxisStart {
  /** The newest one when left out. */
  readonly version?: number;
  /** Which axis is the batch, by input. */
  readonly axes?: Readonly<Record<string, number>>;
}

export interface BatchAxisCreate {
  readonly maxBatchSize: number;
  /** Whether the configuration is written, too. */
  readonly writeConfig: boolean;
}

export interface BatchAxisCreated {
  readonly version: number;
  /** Why the model could not be loaded with it. */
  readonly failure?: string;
}
