/** Part of a registered region of shared memory. */
export interface Region {
  readonly name: string;
  readonly offset: number;
  readonly byteSize: number;
}

export interface Input {
  readonly name: string;
  /** Without the batch. */
  readonly dims?: readonly number[];
  /** Left out when it is in shared memory. */
  readonly data?: Uint8Array;
  /** Strings have no size of their own: it is told. */
  readonly isText?: boolean;
  readonly region?: Region;
}

export interface Output {
  readonly name: string;
  /** Asks for as many classes instead of the tensor. */
  readonly classes?: number;
  readonly region?: Region;
}

export interface Inference {
  readonly model: string;
  /** -1, or left out: the newest. */
  readonly version?: number;
  readonly batchSize?: number;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly id?: number;
  readonly correlationId?: number;
  /** 1: first of its sequence, 2: last, 3: both. */
  readonly flags?: number;
}

export interface Class {
  readonly idx: number;
  readonly value: number;
  readonly label: string;
}

export interface Result {
  readonly model: string;
  readonly version: number;
  readonly id: number;
  /** Tensor data by output; empty where the output is in shared memory. */
  readonly raw: ReadonlyMap<string, Buffer>;
  readonly dims: ReadonlyMap<string, readonly number[]>;
  /** By output, for each entry of the batch. */
  readonly classes: ReadonlyMap<string, readonly (readonly Class[])[]>;
}

/** What a client keeps of a model's status. */
export interface ModelStatus {
  readonly maxBatchSize: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** State by version: 1 is ready. */
  readonly versions: ReadonlyMap<string, number>;
  /** Requests answered, by their batch size, over all versions. */
  readonly answered: ReadonlyMap<string, number>;
}

/** The server said no. */
export class Refusal extends Error {
  /** INVALID_ARG is 5, UNAVAILABLE 6, … */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A client of 2019, over whichever transport. Every call but health throws `Refusal`. */
export interface Client2019 {
  readonly healthy: (mode: 'live' | 'ready') => Promise<boolean>;
  readonly status: (model: string) => Promise<ModelStatus>;
  readonly infer: (inference: Inference) => Promise<Result>;
  readonly load: (model: string) => Promise<void>;
  readonly unload: (model: string) => Promise<void>;
  readonly register: (name: string, key: string, byteSize: number) => Promise<void>;
  readonly unregister: (name: string) => Promise<void>;
}
