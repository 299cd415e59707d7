import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import { type KeptRequest, MOST_KEPT_BYTES } from '../../requests/contract.ts';
import type { KeptRequests } from '../../requests/kept-requests.ts';
import { requestChange, toldRequest } from '../../requests/schema.ts';

/** Room for both messages, and the JSON that tells of them. */
const BODY_LIMIT = 2 * MOST_KEPT_BYTES + 1024 * 1024;

/** How many bytes of a body are JSON; what else there is follows it. The same header as in the v2 protocol. */
const JSON_LENGTH = 'inference-header-content-length';

type OfId = { Params: { id: string } };
type OfMessage = { Params: { id: string; side: string } };
type OfModel = { Querystring: { model?: string } };

/** The requests that were made in the window: told by it, listed, given back byte for byte, named, pinned, forgotten. */
export async function addRequestRoutes(app: FastifyInstance, requests: KeptRequests): Promise<void> {
  app.get('/requests', (): Promise<readonly KeptRequest[]> => requests.list());
  app.get<OfMessage>('/requests/:id/:side', async ({ params: { id, side } }, reply) => {
    if (side !== 'request' && side !== 'response') throw new InferdeckError('not-found', 'Not Found');
    const { size, bytes } = await requests.message(id, side);
    return reply.header(JSON_LENGTH, size.json).type('application/octet-stream').send(bytes);
  });
  app.patch<OfId>('/requests/:id', ({ params, body }): Promise<KeptRequest> => {
    return requests.change(params.id, parse(requestChange, body));
  });
  app.delete<OfId>('/requests/:id', async ({ params }, reply) => {
    await requests.remove(params.id);
    return await reply.code(204).send();
  });
  app.delete<OfModel>('/requests', async ({ query }, reply) => {
    await requests.clear(query.model);
    return await reply.code(204).send();
  });
  await app.register(async (scope) => {
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, payload, done) => done(null, payload));
    scope.post<{ Body: Buffer }>('/requests', { bodyLimit: BODY_LIMIT }, async ({ headers, body }, reply) => {
      const { told, messages } = split(body, Number(headers[JSON_LENGTH]));
      return await reply.code(201).send(await requests.add(told, messages));
    });
  });
}

function split(body: Buffer, jsonLength: number) {
  if (!(jsonLength > 0 && jsonLength <= body.byteLength)) {
    throw invalidArgument(
      `The header ${JSON_LENGTH} must say how many of the ${body.byteLength} bytes are JSON.`,
    );
  }
  const told = parse(toldRequest, body.toString('utf8', 0, jsonLength));
  const messages = body.subarray(jsonLength);
  const expected = (told.request?.total ?? 0) + (told.response?.total ?? 0);
  if (messages.byteLength === expected) return { told, messages };
  throw invalidArgument(`The messages have ${messages.byteLength} bytes where ${expected} were told.`);
}

function parse<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidArgument(`This is no request that can be kept: ${z.prettifyError(parsed.error)}`);
}
