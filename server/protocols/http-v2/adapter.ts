import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { discardRest } from '../http/discard-rest.ts';
import { InferdeckError } from '../../errors.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { V2Services } from '../v2/services.ts';
import { HangUp } from '../http/hang-up.ts';
import { v2Routes } from './all-routes.ts';
import { errorReply, json, type Reply, send } from './reply.ts';
import { matchRoute } from './routes.ts';

export interface HttpV2Options {
  readonly services: V2Services;
  /** Limit of the JSON part of a request. */
  readonly maxInputBytes: number;
  readonly log: Logger;
}

/** KServe's v2 inference protocol with Triton's extensions, over HTTP. Source: the protocol's public description. */
export function httpV2(options: HttpV2Options): RequestListener {
  const { services, maxInputBytes, log } = options;
  const routes = v2Routes(services);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const path = pathOf(request.url ?? '');
    const match = matchRoute(routes, request.method ?? '', path);
    if (match === 404) return json({ error: 'Not Found' }, 404);
    if (match === 405) return json({ error: 'Method Not Allowed' }, 405);
    const call = {
      parts: match.parts,
      request,
      arrived: performance.now(),
      signal: new HangUp(response),
      maxInputBytes,
    };
    try {
      return await match.handle(call);
    } catch (error) {
      if (!(error instanceof InferdeckError)) log.error({ err: error }, `bug while answering ${path}`);
      return errorReply(error);
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await send(response, await answer(request, response));
    discardRest(request);
  }

  return (request, response) => void serve(request, response);
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
