import type { ErrorKind } from '../../errors.ts';
import type { Datatype } from '../../tensors/datatype.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { NumericArray } from '../../tensors/typed-array.ts';
import type { ExecutionTimes, Parameters } from '../backend.ts';

/** The elements of a tensor: numbers as a typed array (FP16 and BF16 as their 16-bit patterns), BYTES as byte arrays. */
export type Elements = NumericArray | readonly Uint8Array[];

/** What `execute` of a `model.mjs` is given for each request. */
export interface NodeRequest {
  readonly id: string;
  readonly inputs: Readonly<Record<string, NodeTensor>>;
  /** Names of the outputs that are wanted. */
  readonly wanted: readonly string[];
  readonly parameters: Parameters;
}

export interface NodeTensor {
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: Elements;
}

/** What the thread of an instance is started with. */
export interface NodeStart {
  readonly path: string;
  readonly outputs: readonly { readonly name: string; readonly datatype: Datatype }[];
  /** What `initialize` is given. */
  readonly args: {
    readonly modelName: string;
    readonly modelVersion: number;
    readonly modelFolder: string;
    readonly instanceName: string;
    /** The configuration in its JSON form. */
    readonly config: unknown;
    readonly parameters: Readonly<Record<string, string>>;
  };
}

export interface WireRequest {
  readonly id: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
  readonly parameters: Parameters;
}

export type NodeResult =
  | { readonly state: 'done'; readonly outputs: readonly Tensor[]; readonly parameters?: Parameters }
  | { readonly state: 'failed'; readonly kind: ErrorKind; readonly message: string };

export type ToNode =
  | { readonly type: 'execute'; readonly requests: readonly WireRequest[] }
  | { readonly type: 'finish' };

export type FromNode =
  | { readonly type: 'ready' }
  | { readonly type: 'start-failed'; readonly message: string }
  | { readonly type: 'executed'; readonly results: readonly NodeResult[]; readonly times: ExecutionTimes }
  | { readonly type: 'execute-failed'; readonly message: string };
