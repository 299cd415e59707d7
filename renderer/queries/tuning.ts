import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { TriedSetting, TunedConfigText, TuningStart, TuningState } from '../../server/tuner/contract.ts';
import { fetchJson, send, sendJson } from './http.ts';

const setting: z.ZodMiniType<TriedSetting['setting']> = z.object({
  instances: z.number(),
  maxBatchSize: z.number(),
  preferredSizes: z.array(z.number()),
  delayUs: z.number(),
  threads: z.number(),
});

const triedSetting: z.ZodMiniType<TriedSetting> = z.object({
  key: z.string(),
  setting,
  throughput: z.number(),
  p95: z.nullable(z.number()),
  failed: z.number(),
  cutShort: z.boolean(),
  onFront: z.boolean(),
});

const tuningState: z.ZodMiniType<TuningState> = z.object({
  id: z.string(),
  model: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  message: z.exactOptional(z.string()),
  nextStep: z.exactOptional(z.string()),
  start: z.object({
    clients: z.number(),
    rate: z.exactOptional(z.number()),
    budgetMs: z.exactOptional(z.number()),
    seconds: z.number(),
    most: z.number(),
    largestBatch: z.number(),
  }),
  tried: z.array(triedSetting),
  best: z.nullable(z.string()),
});

const tunedConfigText: z.ZodMiniType<TunedConfigText> = z.object({ before: z.string(), after: z.string() });

const ASK_AGAIN_MS = 500;

const pathOf = (model: string) => `/desk/models/${encodeURIComponent(model)}/tuning`;

/** The newest tuning of a model, null when there was none; asked again while it runs. */
export function tuningQuery(model: string) {
  return queryOptions({
    queryKey: ['tuning', model],
    queryFn: ({ signal }) => fetchJson(pathOf(model), z.nullable(tuningState), signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? ASK_AGAIN_MS : false),
  });
}

/** The configuration of a model with a setting that was tried in it; nothing is written. */
export function tunedConfigQuery(id: string, key: string) {
  return queryOptions({
    queryKey: ['tuning-config', id, key],
    queryFn: ({ signal }) =>
      fetchJson(`/desk/tunings/${id}/config?key=${encodeURIComponent(key)}`, tunedConfigText, signal),
    gcTime: 0,
  });
}

/** Begins to try settings on a served model. */
export async function startTuning(model: string, start: TuningStart): Promise<TuningState> {
  return await sendJson('POST', pathOf(model), start, tuningState);
}

/** Stops a tuning; what it found stays. */
export async function stopTuning(id: string): Promise<TuningState> {
  return await sendJson('POST', `/desk/tunings/${id}/stop`, {}, tuningState);
}

/** Writes the configuration with a setting that was tried, and loads the model with it. */
export async function applySetting(id: string, key: string): Promise<void> {
  await send(`/desk/tunings/${id}/use`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
}
