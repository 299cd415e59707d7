import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { zipOf } from '../../diagnostics/zip.ts';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import { EXPORT_FORMATS, type ExportPreview } from '../../export/contract.ts';
import { previewExport } from '../../exporting/preview-export.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';

const Asked = z.object({ repository: z.string(), release: z.string(), format: z.enum(EXPORT_FORMATS) });

/** What a release of Triton makes of a repository of this server, and the files that serve it there. */
export function addExportRoutes(app: FastifyInstance, models: ServedModels): void {
  app.get('/export', ({ query }): Promise<ExportPreview> => previewAsked(query, models));
  app.get('/export/zip', async ({ query }, reply) => {
    const { files } = await previewAsked(query, models);
    return await reply.type('application/zip').send(await zipOf(files));
  });
}

/** @throws InferdeckError for a folder that is none of the server's repositories */
async function previewAsked(query: unknown, models: ServedModels): Promise<ExportPreview> {
  const parsed = Asked.safeParse(query);
  if (!parsed.success) throw invalidArgument(`This is no export: ${z.prettifyError(parsed.error)}`);
  const { repository } = parsed.data;
  if (models.repositories.some(({ path }) => path === repository)) return await previewExport(parsed.data);
  throw new InferdeckError('not-found', `${repository} is no model repository of this server.`);
}
