import type { RequestListener } from 'node:http';
import { isAllowedOrigin, shareWithOrigin } from './cross-origin.ts';
import { refusalOf } from './guard.ts';
import { apiOfAddress } from './restricted-api.ts';
import { stopping } from '../../scheduling/stopping.ts';
import type { OpenAnswers } from './open-answers.ts';

export interface FrontDoor {
  /** The address the server listens on. */
  readonly boundTo: string;
  /** Origins whose pages may call the protocol of today. */
  readonly allowedOrigins: readonly string[];
  readonly inference: RequestListener;
  /** The protocol of 2019, which says itself that the server is on its way out. */
  readonly inferenceOf2019: RequestListener;
  readonly window: RequestListener;
  /** Hears of each answer of the protocols. */
  readonly answers: OpenAnswers;
  /** Set off when the server is on its way out. */
  readonly closing: AbortSignal;
}

/** One port, several protocols: sends each request to the adapter of its path, and those that may not enter away. */
export function frontDoor({
  boundTo,
  allowedOrigins,
  inference,
  inferenceOf2019,
  window,
  answers,
  closing,
}: FrontDoor): RequestListener {
  return (request, response) => {
    const isInference = /^\/v2(?:[/?]|$)/.test(request.url ?? '');
    const isAllowed = isInference && isAllowedOrigin(request, allowedOrigins);
    const refusal = refusalOf(request, boundTo, isAllowed);
    if (refusal !== undefined) return turnAway(response, 403, refusal);
    const isOf2019 = /^\/api(?:[/?]|$)/.test(request.url ?? '');
    if (isInference || isOf2019) answers.add(request, response);
    if (isOf2019) return inferenceOf2019(request, response);
    if (isAllowed && shareWithOrigin(request, response)) return;
    if (isInference && closing.aborted) return turnAway(response, 503, whyClosed(request.url ?? ''));
    return isInference ? inference(request, response) : window(request, response);
  };
}

/** Models are told of in other words than the server. */
function whyClosed(url: string): string {
  return apiOfAddress(url) === 'inference' ? stopping().message : 'Server exiting';
}

function turnAway(response: Parameters<RequestListener>[1], status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error }));
}
