export type TraceLevel = 'TIMESTAMPS' | 'TENSORS';

/** What is traced of requests. */
export interface TraceState {
  /** Empty: nothing. */
  readonly levels: readonly TraceLevel[];
  /** One of so many requests; 0 is none. */
  readonly rate: number;
  /** How many more requests; -1 is no limit. */
  readonly count: number;
  /** So many traces go into one file, which gets a number; 0 puts all of them into one. */
  readonly logFrequency: number;
  /** Empty: there is no place for traces, and nothing can be traced. */
  readonly file: string;
}

export const TRACE_DEFAULTS: TraceState = { levels: [], rate: 1000, count: -1, logFrequency: 0, file: '' };
