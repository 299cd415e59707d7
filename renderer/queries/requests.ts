import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import {
  type KeptRequest,
  type MadeRequest,
  type MessageSize,
  MOST_KEPT_BYTES,
  type RequestChange,
} from '../../server/requests/contract.ts';
import type { Tensor } from '../../server/tensors/tensor.ts';
import { fetchJson, send, sendJson } from './http.ts';
import {
  decodeAnswer,
  decodeRequest,
  type InferenceMessage,
  JSON_LENGTH_HEADER,
} from '../../server/tensors/binary-message.ts';

const outlines = z.array(z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) }));
const size = z.object({ json: z.number(), total: z.number() });

const keptRequest: z.ZodMiniType<KeptRequest> = z.object({
  id: z.string(),
  at: z.number(),
  model: z.string(),
  version: z.number(),
  milliseconds: z.number(),
  inputs: outlines,
  outcome: z.discriminatedUnion('state', [
    z.object({ state: z.literal('answered'), outputs: outlines, summary: z.string() }),
    z.object({ state: z.literal('failed'), message: z.string() }),
  ]),
  pinned: z.boolean(),
  name: z.exactOptional(z.string()),
  request: z.exactOptional(size),
  response: z.exactOptional(size),
});

/** Every request that windows of this server made, newest first. */
export const requestsQuery = queryOptions({
  queryKey: ['requests'],
  queryFn: ({ signal }) => fetchJson('/desk/requests', z.array(keptRequest), signal),
});

/** Tells the server of a request that was made, with its messages where they are small enough to be kept. */
export async function tellRequest(
  made: MadeRequest,
  request: InferenceMessage,
  response: InferenceMessage | undefined,
): Promise<KeptRequest> {
  const messages = [request, response].map((message) =>
    message === undefined || message.body.byteLength > MOST_KEPT_BYTES ? undefined : message,
  );
  const [asked, answered] = messages;
  const told = {
    ...made,
    ...(asked !== undefined && { request: sizeOf(asked) }),
    ...(answered !== undefined && { response: sizeOf(answered) }),
  };
  const json = new TextEncoder().encode(JSON.stringify(told));
  const sent = await send('/desk/requests', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', [JSON_LENGTH_HEADER]: String(json.byteLength) },
    body: new Blob([json, ...messages.flatMap((message) => (message === undefined ? [] : [message.body]))]),
  });
  return keptRequest.parse(await sent.json());
}

function sizeOf({ headers, body }: InferenceMessage): MessageSize {
  return { json: Number(headers[JSON_LENGTH_HEADER]), total: body.byteLength };
}

/** Names, pins or unpins a kept request. */
export async function changeRequest(id: string, change: RequestChange): Promise<KeptRequest> {
  return await sendJson('PATCH', `/desk/requests/${id}`, change, keptRequest);
}

/** Forgets a kept request. */
export async function removeRequest(id: string): Promise<void> {
  await send(`/desk/requests/${id}`, { method: 'DELETE' });
}

/** Forgets every request of a model that is not pinned. */
export async function clearRequests(model: string): Promise<void> {
  await send(`/desk/requests?model=${encodeURIComponent(model)}`, { method: 'DELETE' });
}

/** The inputs of a kept request. @throws InferdeckError when they were not kept */
export async function inputsOf(id: string): Promise<readonly Tensor[]> {
  const response = await send(messageAddress(id, 'request'));
  return decodeRequest(
    response.headers.get(JSON_LENGTH_HEADER),
    new Uint8Array(await response.arrayBuffer()),
  );
}

/** The outputs of a kept request. @throws InferdeckError when they were not kept */
export async function outputsOf(id: string): Promise<readonly Tensor[]> {
  const response = await send(messageAddress(id, 'response'));
  const { outputs } = decodeAnswer(
    response.headers.get(JSON_LENGTH_HEADER),
    new Uint8Array(await response.arrayBuffer()),
  );
  return outputs;
}

/** Where the bytes of a message are to be had. */
export function messageAddress(id: string, side: 'request' | 'response'): string {
  return `/desk/requests/${id}/${side}`;
}
