import type { IncomingMessage } from 'node:http';
import type { CallerSignal } from '../../backends/backend.ts';
import { InferdeckError } from '../../errors.ts';
import { type Body, readBody } from './body.ts';
import { isObject, type JsonObject, parseBody } from './json-fields.ts';

/** One HTTP request as the handlers of the protocol see it. */
export interface V2Call {
  /** Named parts of the path. */
  readonly parts: Readonly<Record<string, string>>;
  readonly request: IncomingMessage;
  /** When it arrived, on the clock of `performance.now`. */
  readonly arrived: number;
  /** Set off when the caller hangs up. */
  readonly signal: CallerSignal;
  readonly maxInputBytes: number;
}

export function bodyOf(call: V2Call): Promise<Body> {
  return readBody(call.request, call.maxInputBytes);
}

/** The JSON object of a body that may be empty. */
export async function optionalJson(call: V2Call): Promise<JsonObject> {
  const { head } = await bodyOf(call);
  if (head.length === 0) return {};
  const value = parseBody(head);
  if (isObject(value)) return value;
  throw new InferdeckError(
    'internal',
    'failed to parse the request JSON buffer: the document is not an object',
  );
}
