import type { IncomingMessage, ServerResponse } from 'node:http';

type Header = readonly [name: string, value: string];

/** An answer of the HTTP protocol of 2019. The headers go out first, in this order. */
export interface V1Reply {
  readonly status: 200 | 400 | 405;
  readonly headers?: readonly Header[];
  readonly body?: readonly Uint8Array[];
}

const PHRASES = { 200: 'OK', 400: 'Bad Request', 405: 'Not Allowed' } as const;

export const OCTETS: Header = ['Content-Type', 'application/octet-stream'];

/** Nobody answers such a call, and nothing is said of why. */
export const REFUSED: V1Reply = { status: 400 };
export const NOT_ALLOWED: V1Reply = { status: 405 };

/** Writes exactly the headers that the server of 2019 wrote, in its order: no date, no word of a kept connection. */
export function sendV1(request: IncomingMessage, response: ServerResponse, reply: V1Reply): void {
  if (response.destroyed) return;
  const { status, headers = [], body = [] } = reply;
  const length = body.reduce((total, part) => total + part.byteLength, 0);
  response.sendDate = false;
  response.removeHeader('Connection');
  const all = [...headers, ...transportHeaders(request, length, headers)];
  response.writeHead(status, PHRASES[status], all.flat());
  response.cork();
  for (const part of body) response.write(part);
  response.end();
  response.uncork();
}

function transportHeaders(
  request: IncomingMessage,
  length: number,
  own: readonly Header[],
): readonly Header[] {
  const isEmpty = length === 0;
  const isOld = request.httpVersion === '1.0';
  const size: Header = ['Content-Length', String(length)];
  return [
    ...(isEmpty ? [] : [size]),
    ...connectionHeaders(request.headers.connection?.toLowerCase(), isOld),
    ...(isEmpty && !isOld ? [size] : []),
    ...(own.some(([name]) => name === 'Content-Type') ? [] : [['Content-Type', 'text/plain'] as const]),
  ];
}

/** Said only where the connection does not do what its version of HTTP does by itself. */
function connectionHeaders(wish: string | undefined, isOld: boolean): readonly Header[] {
  const worthSaying = isOld ? 'keep-alive' : 'close';
  return wish === worthSaying ? [['Connection', worthSaying]] : [];
}
