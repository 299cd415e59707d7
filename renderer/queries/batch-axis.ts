import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type {
  BatchAxisCreate,
  BatchAxisCreated,
  BatchAxisStart,
  BatchAxisState,
  OutputProof,
} from '../../server/batch-axis/contract.ts';
import { fetchJson, send, sendJson } from './http.ts';

const outputProofs: z.ZodMiniType<readonly OutputProof[]> = z.array(
  z.object({
    output: z.string(),
    rows: z.number(),
    maxAbsolute: z.number(),
    maxRelative: z.number(),
    mismatches: z.number(),
  }),
);

const batchAxisPlan = z.object({
  model: z.string(),
  fromVersion: z.number(),
  newVersion: z.number(),
  oldBatch: z.number(),
  changedNodes: z.number(),
  proof: z.object({
    batches: z.array(z.number()),
    equality: outputProofs,
    independence: outputProofs,
    holds: z.boolean(),
  }),
  maxBatchSize: z.number(),
  config: z.object({ before: z.nullable(z.string()), after: z.string() }),
});

const batchAxisState: z.ZodMiniType<BatchAxisState> = z.discriminatedUnion('state', [
  z.object({ id: z.string(), state: z.literal('running'), phase: z.string() }),
  z.object({
    id: z.string(),
    state: z.literal('refused'),
    message: z.string(),
    nextStep: z.exactOptional(z.string()),
    blocking: z.exactOptional(z.object({ node: z.string(), operator: z.string(), reason: z.string() })),
  }),
  z.object({ id: z.string(), state: z.literal('proven'), plan: batchAxisPlan }),
]);

const batchAxisCreated: z.ZodMiniType<BatchAxisCreated> = z.object({
  version: z.number(),
  failure: z.exactOptional(z.string()),
});

const ASK_AGAIN_MS = 300;

/** How far a change of a batch axis is; asked again until it is proven or refused. */
export function batchAxisQuery(id: string, maxBatchSize: number) {
  return queryOptions({
    queryKey: ['batch-axis', id, maxBatchSize],
    queryFn: ({ signal }) =>
      fetchJson(`/desk/batch-axis/${id}?maxBatchSize=${maxBatchSize}`, batchAxisState, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? ASK_AGAIN_MS : false),
    gcTime: 0,
  });
}

/** Begins to free the batch axis of a model; nothing is written. */
export async function startBatchAxis(model: string, start: BatchAxisStart): Promise<BatchAxisState> {
  return await sendJson(
    'POST',
    `/desk/models/${encodeURIComponent(model)}/batch-axis`,
    start,
    batchAxisState,
  );
}

/** Writes the version that was proven. */
export async function createVersion(id: string, create: BatchAxisCreate): Promise<BatchAxisCreated> {
  return await sendJson('POST', `/desk/batch-axis/${id}/create`, create, batchAxisCreated);
}

/** Stops a change, or forgets what was proven. */
export async function forgetBatchAxis(id: string): Promise<void> {
  await send(`/desk/batch-axis/${id}`, { method: 'DELETE' });
}
