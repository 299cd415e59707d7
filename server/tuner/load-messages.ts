import type { Measurement } from './setting.ts';

/** A request that is sent again and again. */
export interface LoadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the worker is started with. */
export interface LoadStart {
  readonly request: LoadRequest;
  /** Callers, each with at most one request in flight. */
  readonly clients: number;
  /** Requests a second altogether; left out: as many as are answered. */
  readonly rate?: number;
  /** Before anything is counted. */
  readonly warmUpMs: number;
  readonly milliseconds: number;
}

export type FromLoad =
  | { readonly type: 'so-far'; readonly measured: Measurement }
  | { readonly type: 'done'; readonly measured: Measurement };

/** The only thing that the worker is told: to end early. */
export type ToLoad = 'stop';
