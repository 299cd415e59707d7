import type { RequestListener } from 'node:http';
import { refusalOf } from './guard.ts';

export interface FrontDoor {
  /** The address the server listens on. */
  readonly boundTo: string;
  readonly inference: RequestListener;
  /** The protocol of 2019, which says itself that the server is on its way out. */
  readonly inferenceOf2019: RequestListener;
  readonly window: RequestListener;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
}

/** One port, several protocols: sends each request to the adapter of its path, and those that may not enter away. */
export function frontDoor({
  boundTo,
  inference,
  inferenceOf2019,
  window,
  closing,
}: FrontDoor): RequestListener {
  return (request, response) => {
    const refusal = refusalOf(request, boundTo);
    if (refusal !== undefined) return turnAway(response, 403, refusal);
    if (/^\/api(?:[/?]|$)/.test(request.url ?? '')) return inferenceOf2019(request, response);
    const isInference = /^\/v2(?:[/?]|$)/.test(request.url ?? '');
    if (isInference && closing.aborted) return turnAway(response, 503, 'Server exiting');
    return isInference ? inference(request, response) : window(request, response);
  };
}

function turnAway(response: Parameters<RequestListener>[1], status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error }));
}
