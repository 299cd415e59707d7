/** A request with this header is traced; its value is what its trace is asked for by. */
export const TRACE_KEY_HEADER = 'inferdeck-trace-key';

/** The parts of a request that a model does, in their order. */
export const STAGES = ['receive', 'queue', 'input', 'compute', 'output', 'send'] as const;

export interface Stage {
  readonly name: (typeof STAGES)[number];
  /** Milliseconds since the request arrived. */
  readonly from: number;
  readonly to: number;
}

/** One request of a trace: the one that was sent, or one that it caused. */
export interface RequestSpan {
  readonly id: number;
  /** The request that caused it; null for the one that was sent. */
  readonly parent: number | null;
  readonly model: string;
  readonly version: number;
  /** Milliseconds since the request that was sent arrived. */
  readonly from: number;
  readonly to: number;
  /** Without those of which nothing is known. */
  readonly stages: readonly Stage[];
}
