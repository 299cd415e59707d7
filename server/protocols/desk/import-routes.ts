import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { InferdeckError } from '../../errors.ts';
import type { ImportRequest, Imports } from '../../lifecycle/imports.ts';
import type { ImportChoice, PlannedItem } from '../../repository/import/plan.ts';
import type { Uploads } from '../../repository/import/uploads.ts';
import type { ActivityEntry, ImportItem, ImportOption, ImportPlanned, UploadBegun } from './contract.ts';

const UploadPlan = z.object({ upload: z.string(), target: z.string().optional() });
type UploadPlan = z.infer<typeof UploadPlan>;

const PlanBody = z.union([
  z.object({ paths: z.array(z.string()).min(1), target: z.string().optional() }),
  UploadPlan,
]);

const UploadBody = z.object({ bytes: z.number().nonnegative().optional() });

const StartBody = z.object({
  link: z.boolean(),
  load: z.boolean(),
  actions: z.record(z.string(), z.enum(['create', 'add-version', 'skip'])),
});

type OfImport = { Params: { id: string } };
type OfUpload = { Params: { id: string }; Querystring: { path?: string } };

/** Bringing models in: what was dropped, the plan, its execution and its undoing. */
export async function addImportRoutes(
  app: FastifyInstance,
  imports: Imports,
  uploads: Uploads,
): Promise<void> {
  app.post('/uploads', async ({ body }): Promise<UploadBegun> => {
    const { bytes } = parse(UploadBody, body ?? {});
    return { id: await uploads.begin(bytes) };
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The content goes to the disk as it comes, whatever its type and length.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.put<OfUpload & { Body: Readable }>('/uploads/:id/files', async ({ params, query, body }, reply) => {
      await uploads.receive(params.id, query.path ?? '', body);
      return await reply.code(204).send();
    });
  });
  app.delete<OfImport>('/uploads/:id', async ({ params }, reply) => {
    await uploads.discard(params.id);
    return await reply.code(204).send();
  });
  app.post('/imports/plan', async (request): Promise<ImportPlanned> => {
    const body = parse(PlanBody, request.body);
    if ('paths' in body) refuseStrangers(request);
    const { id, plan } = await imports.plan('paths' in body ? body : await uploaded(body, uploads));
    return { id, ...plan, items: plan.items.map(wireItem) };
  });
  app.post<OfImport>('/imports/:id/start', ({ params, body }, reply): ActivityEntry => {
    const entry = imports.start(params.id, parse(StartBody, body));
    reply.code(202);
    return entry;
  });
  app.delete<OfImport>('/imports/:id', async ({ params }, reply) => {
    await imports.cancel(params.id);
    return await reply.code(204).send();
  });
  app.post<OfImport>('/imports/:id/undo', async ({ params }, reply) => {
    await imports.undo(params.id);
    return await reply.code(204).send();
  });
}

async function uploaded({ upload, target }: UploadPlan, uploads: Uploads): Promise<ImportRequest> {
  return { paths: await uploads.paths(upload), target, release: () => uploads.discard(upload) };
}

/** Paths name files of this computer, so only a window on this computer may send them. */
function refuseStrangers({ socket }: FastifyRequest): void {
  const address = socket.remoteAddress ?? '';
  if (/^(?:::ffff:)?127\.|^::1$/.test(address)) return;
  throw new InferdeckError('unsupported', 'Only a window on the computer of the server may name its files.');
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InferdeckError('invalid-argument', `This is no import: ${z.prettifyError(parsed.error)}`);
}

function wireItem(item: PlannedItem): ImportItem {
  return { ...item, choices: item.choices.map(wireChoice) };
}

function wireChoice({ files, ...choice }: ImportChoice): ImportOption {
  return {
    ...choice,
    files: files.map((file) => ({
      path: file.path,
      sizeBytes: file.sizeBytes,
      ...(file.kind === 'written' ? { text: file.text } : { from: file.source.path }),
    })),
  };
}
