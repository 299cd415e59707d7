import type { Datatype } from '../tensors/datatype.ts';

/** What a served model version accepts or gives under one name. */
export interface TensorSpec {
  readonly name: string;
  readonly datatype: Datatype;
  /** What a request carries, batch dimension included; -1 is free. */
  readonly shape: readonly number[];
  /** What the model file itself takes where that differs (`reshape` of the configuration), without the batch dimension. */
  readonly reshape?: readonly number[];
  readonly optional: boolean;
  /** Class names, by index. */
  readonly labels?: readonly string[];
  readonly labelFile?: string;
}

/** The promises of a model version that every request is held against. */
export interface ModelSpec {
  readonly modelName: string;
  /** 0 when the model does not batch. */
  readonly maxBatchSize: number;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}
