import type { CompletedConfig } from '../config/completion.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelSignature } from '../config/signature.ts';
import type { InferdeckError } from '../errors.ts';
import type { Trace } from '../telemetry/trace/trace.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** What a load tells those who wait for it, and hears from them. */
export interface LoadWatch {
  /** Says in words what takes its time now. */
  readonly report: (phase: string) => void;
  /** Set off when nobody wants the model any more. */
  readonly signal: AbortSignal;
}

/** A model file, and what is known about the model before its file is opened. */
export interface InspectionSpec {
  readonly modelName: string;
  readonly version: number;
  /** Absolute path of the model's folder. */
  readonly modelFolder: string;
  /** Absolute path of the model file or folder. */
  readonly path: string;
  /** The configuration as written, with the framework named. */
  readonly config: ModelConfig;
  /** Whether the model's own code may fill in what the configuration leaves out. */
  readonly autoComplete: boolean;
  /** The load that it is for; absent when the model is only looked at, and then its code does not run. */
  readonly watch?: LoadWatch;
  /** The `parameters` of the configuration and of the command line, by key. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What can be told from a model file without loading it into its framework. */
export interface ModelInspection {
  /** Undefined where the file does not say; the configuration has to be complete then. */
  readonly signature?: ModelSignature;
  /** What the model's own code filled into the configuration. */
  readonly completion?: CompletedConfig;
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
  /** Absolute path of the model's folder. */
  readonly modelFolder: string;
  /** Absolute path of the model file or folder. */
  readonly path: string;
  /** The configuration in effect. */
  readonly config: ModelConfig;
  readonly placement: Placement;
  /** A GPU instance that cannot have its GPU is refused, rather than run on the CPU. */
  readonly strictGpu: boolean;
  /** How many instances of this version share the machine; thread counts follow from it. */
  readonly siblings: number;
  /** The `parameters` of the configuration and of the command line, by key. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A request or response parameter as the protocols carry it; 64-bit integers beyond the safe range arrive as bigint. */
export type ParameterValue = string | number | bigint | boolean;

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Tells when a caller no longer waits. An AbortSignal does; what is made for each request had better be cheaper. */
export interface CallerSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
}

/** What a caller said beside its tensors. */
export interface RequestContext {
  /** The caller's own id, empty when it gave none. */
  readonly id: string;
  readonly parameters: Parameters;
  readonly signal?: CallerSignal | undefined;
  /** Where it is written down what happens to the request. */
  readonly trace?: Trace | undefined;
}

/** One of the answers to a request of a decoupled model; none follows a final one. */
export type ModelAnswer =
  | {
      readonly state: 'outputs';
      readonly outputs: readonly Tensor[];
      readonly parameters?: Parameters;
      readonly final: boolean;
    }
  | { readonly state: 'error'; readonly error: InferdeckError; readonly final: boolean }
  | { readonly state: 'end'; readonly final: true };

/** One request as an instance sees it: tensors with their batch dimension, and the outputs that are wanted. */
export interface ExecutionRequest {
  /** They belong to the instance from now on: it may move the buffers of those over SMALL_BYTES to another thread. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
  /** Absent for the server's own requests. */
  readonly context?: RequestContext;
  /**
   * Takes the answers of a decoupled model, also after `execute` has settled. Present exactly when the model is
   * decoupled; the request's outputs in the `Execution` stay empty then.
   */
  readonly answer?: (answer: ModelAnswer) => void;
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
  /** Requests that failed by themselves while the rest of the batch went well, by position. */
  readonly failures?: ReadonlyMap<number, InferdeckError>;
  /** What the model says beside its tensors, by position of the request. */
  readonly parameters?: ReadonlyMap<number, Parameters>;
  readonly times: ExecutionTimes;
}

/** What an instance really computes on. */
export interface RunsOn {
  readonly device: Placement['kind'];
  /** The framework's own name for it: `cuda`. */
  readonly provider: string;
  /** Where that differs from what was asked for, why; as sentences. */
  readonly remarks: readonly string[];
}

/** A number that a model's own code keeps, as it stands now. */
export interface CustomMetric {
  readonly family: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: Readonly<Record<string, string>>;
  /** Of a histogram: the sum of what was observed. */
  readonly value: number;
  /** Upper bounds of a histogram's buckets, without the last, which has none. */
  readonly bounds: readonly number[];
  /** What fell into each bucket, the last included. */
  readonly counts: readonly number[];
}

/** One copy of a model version in memory; it does one thing at a time. */
export interface BackendInstance {
  /**
   * Runs a batch. Several requests are joined along their first dimension and the answers split again.
   * @throws InferdeckError when the framework refuses the batch; every request of it fails with the same reason
   */
  execute(requests: readonly ExecutionRequest[]): Promise<Execution>;
  /** How many executions it takes at a time, to run them one after the other; 1 when left out. */
  readonly room?: number;
  /** Frees the memory. Call it only when nothing runs; waits for what still does. */
  close(): Promise<void>;
  /** Settles when the instance died by itself, with the reason; never when it was closed. */
  readonly died: Promise<Error>;
  /** Left out by frameworks whose models count nothing of their own. */
  readonly metrics?: readonly CustomMetric[];
  /** Left out by frameworks that know the CPU only. */
  readonly runsOn?: RunsOn;
  /** Whether the model itself says that it can answer; left out by frameworks whose models have no say. */
  isReady?(): Promise<boolean>;
}

/** A framework. */
export interface Backend {
  readonly name: string;
  /** @throws InferdeckError naming the file when it cannot be understood */
  inspect(spec: InspectionSpec): Promise<ModelInspection>;
  /** @throws InferdeckError with the framework's reason when the model does not load */
  createInstance(spec: InstanceSpec, watch: LoadWatch): Promise<BackendInstance>;
}
