import { send } from './http.ts';
import {
  decodeAnswer,
  type InferenceAnswer,
  type InferenceMessage,
  JSON_LENGTH_HEADER,
} from '../../server/tensors/binary-message.ts';
import { TRACE_KEY_HEADER } from '../../server/telemetry/trace/contract.ts';
import { type RequestTiming, readServerTiming } from './server-timing.ts';

export interface TimedAnswer extends InferenceAnswer {
  readonly timing: RequestTiming;
  /** The answer as it came. */
  readonly message: InferenceMessage;
}

/**
 * Asks one version of a model for its outputs.
 * @param traceKey what the trace of this request is asked for by
 * @throws InferdeckError with the server's sentence when it refuses
 */
export async function infer(
  { model, version }: { readonly model: string; readonly version: number },
  { headers, body }: InferenceMessage,
  signal: AbortSignal,
  traceKey: string,
): Promise<TimedAnswer> {
  const path = `/v2/models/${encodeURIComponent(model)}/versions/${version}/infer`;
  const startedAt = performance.now();
  const response = await send(path, {
    method: 'POST',
    headers: { ...headers, [TRACE_KEY_HEADER]: traceKey },
    body,
    signal,
  });
  const answer = new Uint8Array(await response.arrayBuffer());
  const total = performance.now() - startedAt;
  const jsonLength = response.headers.get(JSON_LENGTH_HEADER);
  return {
    ...decodeAnswer(jsonLength, answer),
    timing: readServerTiming(response.headers.get('Server-Timing'), total),
    message: { headers: { [JSON_LENGTH_HEADER]: jsonLength ?? String(answer.byteLength) }, body: answer },
  };
}
