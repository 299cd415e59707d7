import type { ModelSignature } from '../config/signature.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** What can be told from a model file without loading it into its framework. */
export interface ModelInspection {
  readonly signature: ModelSignature;
  readonly opset?: number;
  readonly producer?: string;
  /** Number of weights. */
  readonly parameters?: number;
  readonly operators: readonly { readonly type: string; readonly count: number }[];
}

/** Where an instance runs. */
export interface Placement {
  readonly kind: 'CPU' | 'GPU';
  readonly deviceId: number;
}

/** Everything a backend needs to bring one copy of a model version into memory. */
export interface InstanceSpec {
  /** `mnist_0_1`: model, instance group, number in the group. */
  readonly name: string;
  readonly modelName: string;
  readonly version: number;
  /** Absolute path of the model file or folder. */
  readonly path: string;
  readonly placement: Placement;
  /** How many instances of this version share the machine; thread counts follow from it. */
  readonly siblings: number;
  /** The `parameters` of the configuration and of the command line, by key. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** One request as an instance sees it: tensors with their batch dimension, and the outputs that are wanted. */
export interface ExecutionRequest {
  /** Their buffers belong to the instance from now on: it may transfer them to another thread. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
}

/** Nanoseconds of one execution, shared by all its requests. */
export interface ExecutionTimes {
  readonly input: number;
  readonly infer: number;
  readonly output: number;
}

export interface Execution {
  /** The wanted outputs of each request, in the order of the requests. */
  readonly outputs: readonly (readonly Tensor[])[];
  readonly times: ExecutionTimes;
}

/** One copy of a model version in memory; it does one thing at a time. */
export interface BackendInstance {
  /**
   * Runs a batch. Several requests are joined along their first dimension and the answers split again.
   * @throws InferdeckError when the framework refuses the batch; every request of it fails with the same reason
   */
  execute(requests: readonly ExecutionRequest[]): Promise<Execution>;
  /** Frees the memory. Call it only when nothing runs; waits for what still does. */
  close(): Promise<void>;
  /** Settles when the instance died by itself, with the reason; never when it was closed. */
  readonly died: Promise<Error>;
}

/** A framework. */
export interface Backend {
  readonly name: string;
  /** @throws InferdeckError naming the file when it cannot be understood */
  inspect(path: string): Promise<ModelInspection>;
  /** @throws InferdeckError with the framework's reason when the model does not load */
  createInstance(spec: InstanceSpec): Promise<BackendInstance>;
}
