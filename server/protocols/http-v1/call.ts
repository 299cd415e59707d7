import type { IncomingMessage } from 'node:http';
import type { CallerSignal } from '../../backends/backend.ts';
import type { V1Reply } from './reply.ts';

/** One HTTP request as the handlers of the protocol see it. */
export interface V1Call {
  readonly method: string;
  /** What comes after the name of the endpoint; nothing is percent-decoded. */
  readonly rest: string;
  /** Whether messages in the body are wanted in binary. */
  readonly binary: boolean;
  readonly request: IncomingMessage;
  /** Set off when the caller hangs up. */
  readonly signal: CallerSignal;
}

export type V1Handler = (call: V1Call) => V1Reply | Promise<V1Reply>;
