import type { IncomingMessage, RequestListener } from 'node:http';
import { type ApiGroup, opens, type Restrictions } from '../v2/restricted-apis.ts';

/** The part of the protocol of today or of 2019 that an address belongs to; the first that matches. */
const PARTS: readonly (readonly [address: RegExp, part: ApiGroup])[] = [
  [/^\/v2\/health\/|^\/v2\/models\/[^?]*\/ready$|^\/api\/health\//, 'health'],
  [/^\/v2\/models\/[^?]*\/(?:infer|generate|generate_stream)$|^\/api\/infer\//, 'inference'],
  [/^\/v2\/models(?:\/[^?]*)?\/stats$/, 'statistics'],
  [/^\/v2\/models\/[^?]*\/config$/, 'model-config'],
  [/^\/v2\/(?:models\/[^?]*\/)?trace\/setting$/, 'trace'],
  [/^\/v2\/logging$/, 'logging'],
  [/^\/v2\/repository\/|^\/api\/modelcontrol\//, 'model-repository'],
  [/^\/v2\/(?:system|cuda)sharedmemory\/|^\/api\/sharedmemorycontrol\//, 'shared-memory'],
  [/^\/v2|^\/api/, 'metadata'],
];

/** The part of the protocol that an address belongs to. @param url path with or without a query */
export function apiOfAddress(url: string): ApiGroup | undefined {
  const [path = ''] = url.split('?', 1);
  return PARTS.find(([address]) => address.test(path))?.[1];
}

/**
 * Lets only those callers through to a restricted part who send its header, and the window itself.
 * @param isWindow whether a request comes from a window with a session
 */
export function restrictedApi(
  inner: RequestListener,
  restrictions: Restrictions,
  isWindow: (request: IncomingMessage) => boolean,
): RequestListener {
  if (restrictions.size === 0) return inner;
  return (request, response) => {
    const part = apiOfAddress(request.url ?? '');
    const expected = part === undefined ? undefined : restrictions.get(part);
    if (expected === undefined || opens(expected, request.headers[expected.name]) || isWindow(request)) {
      inner(request, response);
      return;
    }
    response.writeHead(403, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ error: `This API is restricted, expecting header '${expected.name}'` }));
  };
}
