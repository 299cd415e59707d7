import type { IncomingMessage, ServerResponse } from 'node:http';

/** A day: how long a browser may remember what it was allowed. */
const REMEMBERED_SECONDS = '86400';

/** Headers of an answer that a page may read beside the usual ones. */
const READABLE = 'Inference-Header-Content-Length, Content-Encoding, Server-Timing';

/** Whether the pages of a request's origin were named on the command line; `*` names all. */
export function isAllowedOrigin(
  { headers: { origin } }: IncomingMessage,
  allowed: readonly string[],
): boolean {
  return origin !== undefined && (allowed.includes('*') || allowed.includes(origin));
}

/**
 * Lets a page of an allowed origin read the answer, and answers its browser's question whether it may ask.
 * Cookies are not part of it: a page of another origin never has the window's session.
 * @returns whether the request was that question, and is answered
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function shareWithOrigin({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('access-control-allow-origin', headers.origin ?? '');
  response.setHeader('access-control-expose-headers', READABLE);
  response.setHeader('vary', 'Origin');
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    'access-control-max-age': REMEMBERED_SECONDS,
  });
  response.end();
  return true;
}
