import type { Tensor } from '../../server/tensors/tensor.ts';
import { send } from './http.ts';
import { decodeAnswer, encodeRequest, type InferenceAnswer, JSON_LENGTH_HEADER } from './infer-wire.ts';
import { type RequestTiming, readServerTiming } from './server-timing.ts';

export interface InferenceCall {
  readonly model: string;
  readonly version: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
}

export interface TimedAnswer extends InferenceAnswer {
  readonly timing: RequestTiming;
}

/**
 * Asks one version of a model for its outputs.
 * @throws InferdeckError with the server's sentence when it refuses
 */
export async function infer(call: InferenceCall, signal: AbortSignal): Promise<TimedAnswer> {
  const { headers, body } = encodeRequest(call.inputs, call.outputs);
  const path = `/v2/models/${encodeURIComponent(call.model)}/versions/${call.version}/infer`;
  const startedAt = performance.now();
  const response = await send(path, { method: 'POST', headers, body, signal });
  const answer = new Uint8Array(await response.arrayBuffer());
  const total = performance.now() - startedAt;
  return {
    ...decodeAnswer(response.headers.get(JSON_LENGTH_HEADER), answer),
    timing: readServerTiming(response.headers.get('Server-Timing'), total),
  };
}
