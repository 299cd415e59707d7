import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { CodeFile as CodeFileOnDisk } from '../../repository/trust/code-files.ts';
import type { Activity } from '../../telemetry/activity.ts';
import { reachesOf } from '../../repository/trust/reaches.ts';
import type { CodeFile, CodeReach, ModelCode } from './contract.ts';
import { folderOf } from './folder-of.ts';

const ApprovalBody = z.object({ hash: z.string() });

/** Longer than anybody reads. */
const MOST_BYTES = 1024 ** 2;

type OfModel = { Params: { name: string } };

/** Looking at the code of a model, and letting it run. */
export function addApprovalRoutes(app: FastifyInstance, models: ServedModels, activity: Activity): void {
  app.get<OfModel>('/models/:name/code', async ({ params }): Promise<ModelCode> => {
    const code = await models.approval.code(await folderOf(models, params.name));
    if (code === undefined) throw new InferdeckError('not-found', `${params.name} has no code of its own.`);
    const files = await Promise.all(code.files.map(wireFile));
    return { hash: code.hash, files, reaches: files.flatMap(reachesIn) };
  });
  app.post<OfModel>('/models/:name/approval', async ({ params, body }, reply) => {
    const parsed = ApprovalBody.safeParse(body);
    if (!parsed.success) throw new InferdeckError('invalid-argument', z.prettifyError(parsed.error));
    await models.approval.approve(await folderOf(models, params.name), parsed.data.hash);
    models.events.emit('change', params.name);
    activity.end(activity.begin({ kind: 'approve', subject: params.name }).id, {
      state: 'done',
      outcome: `The code of ${params.name} may run as it was seen.`,
    });
    // Where calls may not load, nobody else would.
    if (models.controlMode !== 'explicit') void models.load(params.name).catch(() => {});
    return await reply.code(204).send();
  });
}

async function wireFile({ path, from, sizeBytes }: CodeFileOnDisk): Promise<CodeFile> {
  const bytes = sizeBytes > MOST_BYTES ? undefined : await readFile(from);
  const isText = bytes !== undefined && isUtf8(bytes) && !bytes.includes(0);
  return { path, sizeBytes, text: isText ? bytes.toString('utf8') : null };
}

function reachesIn({ path, text }: CodeFile): CodeReach[] {
  if (text === null || !path.endsWith('.py')) return [];
  return reachesOf(text).map((reach) => ({ ...reach, path }));
}
