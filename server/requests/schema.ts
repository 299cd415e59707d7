import { z } from 'zod';
import type { KeptRequest, MadeRequest, RequestChange, TensorOutline } from './contract.ts';

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('This is no JSON.');
    return z.NEVER;
  }
});

const outline: z.ZodType<TensorOutline> = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.number()),
});

const made = {
  at: z.number(),
  model: z.string().min(1),
  version: z.int().positive(),
  milliseconds: z.number().nonnegative(),
  inputs: z.array(outline),
  outcome: z.discriminatedUnion('state', [
    z.object({ state: z.literal('answered'), outputs: z.array(outline), summary: z.string().max(200) }),
    z.object({ state: z.literal('failed'), message: z.string() }),
  ]),
};

const size = z.object({ json: z.int().nonnegative(), total: z.int().nonnegative() });

const messages = { request: size.exactOptional(), response: size.exactOptional() };

/** The JSON in which a window tells of a request, with the sizes of the messages that follow. */
export const toldRequest: z.ZodType<MadeRequest & Pick<KeptRequest, 'request' | 'response'>, string> =
  json.pipe(z.object({ ...made, ...messages }));

const keptShape: z.ZodType<KeptRequest> = z.object({
  ...made,
  id: z.uuid(),
  pinned: z.boolean(),
  name: z.string().exactOptional(),
  ...messages,
});

/** The JSON in which the disk keeps a request. */
export const keptRequest: z.ZodType<KeptRequest, string> = json.pipe(keptShape);

/** A change that a person makes. */
export const requestChange: z.ZodType<RequestChange> = z.object({
  pinned: z.boolean().exactOptional(),
  name: z.string().max(100).exactOptional(),
});
