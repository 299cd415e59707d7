import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { discardRest } from '../http/discard-rest.ts';
import { HangUp } from '../http/hang-up.ts';
import type { V1Services } from '../v1/services.ts';
import type { V1Handler } from './call.ts';
import { answerModelControl, answerSharedMemory } from './control-handlers.ts';
import { answerInfer } from './infer-handler.ts';
import { REFUSED, sendV1, type V1Reply } from './reply.ts';
import { answerHealth, answerProfile, answerStatus } from './server-handlers.ts';

const PATH = /^\/api\/(health|profile|infer|status|modelcontrol|sharedmemorycontrol)(.*)$/s;

/**
 * The HTTP protocol of the TensorRT Inference Server of 2019 (releases 1.6 and 1.7), whose clients do not know of v2.
 * Paths are matched whole and raw; an unknown one is a 400. Source: the protocol's public description.
 */
export function httpV1(services: V1Services): RequestListener {
  const handlers = new Map<string, V1Handler>([
    ['health', (call) => answerHealth(services, call)],
    ['status', (call) => answerStatus(services, call)],
    ['profile', (call) => answerProfile(services, call)],
    ['infer', (call) => answerInfer(services, call)],
    ['modelcontrol', (call) => answerModelControl(services, call)],
    ['sharedmemorycontrol', (call) => answerSharedMemory(services, call)],
  ]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<V1Reply> {
    const { path, query } = partsOf(request.url ?? '');
    const [, endpoint = '', rest = ''] = PATH.exec(path) ?? [];
    const handle = handlers.get(endpoint);
    if (handle === undefined) return REFUSED;
    return await handle({
      method: request.method ?? '',
      rest,
      binary: new URLSearchParams(query).get('format') === 'binary',
      request,
      signal: new HangUp(response),
    });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    sendV1(request, response, await answer(request, response));
    discardRest(request);
  }

  return (request, response) => void serve(request, response);
}

function partsOf(url: string): { readonly path: string; readonly query: string } {
  const end = url.indexOf('?');
  return end < 0 ? { path: url, query: '' } : { path: url.slice(0, end), query: url.slice(end + 1) };
}
