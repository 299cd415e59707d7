import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { ModelSetting } from '../../repository/model-settings.ts';
import { folderOf } from './folder-of.ts';
import { memoryTotals } from './memory-facts.ts';

/** Numbers stay numbers in addresses, so that an alias begins with a letter. */
const ALIAS = /^[A-Za-z][\w.-]{0,62}$/;

const SettingsBody = ModelSetting.omit({ trial: true })
  .partial()
  .check(({ value, issues }) => {
    const wrong = Object.keys(value.aliases ?? {}).find((alias) => !ALIAS.test(alias));
    if (wrong === undefined) return;
    const message = `'${wrong}' cannot be an alias: it begins with a letter and has letters, digits, dots and dashes.`;
    issues.push({ code: 'custom', message, input: wrong });
  });

const BudgetBody = z.object({ budgetBytes: z.number().positive().nullable() });

type OfModel = { Params: { name: string } };

/** What a person wishes for models, beside their configuration. */
export function addSettingsRoutes(app: FastifyInstance, models: ServedModels): void {
  app.put<OfModel>('/models/:name/settings', async ({ params, body }, reply) => {
    const change = parse(SettingsBody, body);
    const { path } = await folderOf(models, params.name);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    await models.settings.change(path, Object.fromEntries(given));
    models.events.emit('change', params.name);
    return await reply.code(204).send();
  });
  app.get('/memory', () => memoryTotals(models));
  app.put('/memory', async ({ body }, reply) => {
    await models.settings.setBudget(parse(BudgetBody, body).budgetBytes);
    return await reply.code(204).send();
  });
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InferdeckError('invalid-argument', parsed.error.issues.map(({ message }) => message).join(' '));
}
