import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidArgument } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { TrialState } from '../../lifecycle/trial/contract.ts';
import { TrialSetting } from '../../repository/trial-setting.ts';

const SettleBody = z.object({ settled: z.enum(['a', 'b']) });

type OfModel = { Params: { name: string } };

/** Two versions that share the live requests of a model: begun, watched, settled, put away. */
export function addTrialRoutes(app: FastifyInstance, { trials }: ServedModels): void {
  const stateOf = (name: string): { trial: TrialState | null } => ({ trial: trials.state(name) ?? null });
  app.get<OfModel>('/models/:name/trial', ({ params }) => stateOf(params.name));
  app.put<OfModel>('/models/:name/trial', async ({ params, body }) => {
    await trials.start(params.name, parse(TrialSetting.omit({ settled: true, why: true }), body));
    return stateOf(params.name);
  });
  app.patch<OfModel>('/models/:name/trial', async ({ params, body }) => {
    await trials.settle(params.name, parse(SettleBody, body).settled);
    return stateOf(params.name);
  });
  app.delete<OfModel>('/models/:name/trial', async ({ params }) => {
    await trials.end(params.name);
    return stateOf(params.name);
  });
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidArgument(`This is no trial: ${z.prettifyError(parsed.error)}`);
}
