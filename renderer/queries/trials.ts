import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { ArmState, TrialPlan, TrialState } from '../../server/lifecycle/trial/contract.ts';
import { fetchJson, send, sendJson } from './http.ts';

const optionalNumber = z.exactOptional(z.number());

const arm: z.ZodMiniType<ArmState> = z.object({
  requests: z.number(),
  failures: z.number(),
  p50: optionalNumber,
  p90: optionalNumber,
  p99: optionalNumber,
});

const trial: z.ZodMiniType<TrialState> = z.object({
  kind: z.enum(['split', 'mirror']),
  a: z.number(),
  b: z.number(),
  share: z.number(),
  settled: z.exactOptional(z.enum(['a', 'b'])),
  why: z.exactOptional(z.string()),
  arms: z.object({ a: arm, b: arm }),
  mirrored: z.object({
    compared: z.number(),
    same: z.number(),
    classified: z.number(),
    sameClass: z.number(),
    maxAbsolute: z.number(),
    skipped: z.number(),
  }),
});

const answer = z.object({ trial: z.nullable(trial) });

type Answer = z.infer<typeof answer>;

const addressOf = (model: string) => `/desk/models/${encodeURIComponent(model)}/trial`;

/** The trial of a model, looked at every second while there is one. */
export function trialQuery(model: string) {
  return queryOptions({
    queryKey: ['trial', model],
    queryFn: ({ signal }) => fetchJson(addressOf(model), answer, signal),
    refetchInterval: ({ state }) => (state.data?.trial ? 1000 : false),
  });
}

/** Lets two versions share the live requests of a model. */
export async function startTrial(model: string, plan: TrialPlan): Promise<Answer> {
  return await sendJson('PUT', addressOf(model), plan, answer);
}

/** Lets one of the two answer everything. */
export async function settleTrial(model: string, settled: 'a' | 'b'): Promise<Answer> {
  return await sendJson('PATCH', addressOf(model), { settled }, answer);
}

/** Puts a trial away: the newest version answers what names none. */
export async function endTrial(model: string): Promise<Answer> {
  await send(addressOf(model), { method: 'DELETE' });
  return { trial: null };
}
