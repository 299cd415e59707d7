import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Comparisons } from '../../comparing/comparisons.ts';
import { pictureOf } from '../../comparing/input-set.ts';
import type { ComparisonRecord, ComparisonState } from '../../comparison/comparison-state.ts';
import type { KeptSet } from '../../comparison/input-set.ts';
import { comparisonPlan } from '../../comparison/plan.ts';
import { portablePlan } from '../../comparison/portable-plan.ts';
import type { Report } from '../../comparison/report.ts';
import { classesCsv, latenciesCsv, samplesCsv } from '../../comparison/report-csv.ts';
import { reportHtml } from '../../comparison/report-html.ts';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { Uploads } from '../../repository/import/uploads.ts';
import type { SetUpload } from './contract.ts';

const UploadBody = z.object({ upload: z.string(), name: z.string().min(1).max(200) });

/** What a report is given out as, by file name. */
const EXPORTS: Readonly<Record<string, (report: Report) => string>> = {
  'report.html': reportHtml,
  'report.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  'samples.csv': samplesCsv,
  'classes.csv': classesCsv,
  'latencies.csv': latenciesCsv,
  'comparison.inferdeck': (report) => `${JSON.stringify(portablePlan(report), null, 2)}\n`,
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  inferdeck: 'application/json',
  csv: 'text/csv; charset=utf-8',
};

type OfExport = { Params: { id: string; file: string } };
type OfId = { Params: { id: string } };
type OfPicture = { Params: { id: string; at: string } };

/** Comparisons: begun, looked at, stopped or forgotten; and the sets of inputs that they run on. */
export function addComparisonRoutes(app: FastifyInstance, comparisons: Comparisons, uploads: Uploads): void {
  addSetRoutes(app, comparisons, uploads);
  app.get('/comparisons', (): readonly ComparisonState[] => comparisons.states);
  app.post('/comparisons', async ({ body }, reply): Promise<ComparisonState> => {
    const parsed = comparisonPlan.safeParse(body);
    if (!parsed.success) throw invalidArgument(`This is no comparison: ${z.prettifyError(parsed.error)}`);
    if (parsed.data.set.kind === 'files') {
      throw new InferdeckError('unsupported', 'A window compares on sets that it has sent, not on files.');
    }
    const state = await comparisons.start(parsed.data);
    reply.code(202);
    return state;
  });
  app.get<OfId>('/comparisons/:id', async ({ params }): Promise<ComparisonRecord> => {
    return await comparisons.find(params.id);
  });
  app.get<OfExport>('/comparisons/:id/export/:file', async ({ params }, reply) => {
    const write = EXPORTS[params.file];
    if (write === undefined) throw new InferdeckError('not-found', `There is no export ${params.file}.`);
    const text = write(await comparisons.report(params.id));
    return reply
      .header('content-disposition', `attachment; filename="${params.file}"`)
      .type(TYPES[params.file.split('.').at(-1) ?? ''] ?? 'text/plain')
      .send(text);
  });
  app.get<OfPicture>('/comparisons/:id/pictures/:at', async ({ params }, reply) => {
    const { plan } = comparisons.state(params.id);
    const path = await pictureOf(plan, comparisons.sets, Number(params.at));
    if (path === undefined) throw new InferdeckError('not-found', 'This sample has no picture.');
    const type = /\.png$/i.test(path) ? 'image/png' : 'image/jpeg';
    return reply.header('cache-control', 'private, max-age=86400').type(type).send(createReadStream(path));
  });
  app.delete<OfId>('/comparisons/:id', async ({ params }, reply) => {
    await comparisons.remove(params.id);
    return await reply.code(204).send();
  });
}

function addSetRoutes(app: FastifyInstance, { sets }: Comparisons, uploads: Uploads): void {
  app.get('/sets', async (): Promise<readonly KeptSet[]> => await sets.list());
  app.post('/sets', async ({ body }): Promise<KeptSet> => {
    const parsed = UploadBody.safeParse(body);
    if (!parsed.success) throw invalidArgument(`This is no set: ${z.prettifyError(parsed.error)}`);
    const { upload, name }: SetUpload = parsed.data;
    const kept = await sets.keep(name, await uploads.paths(upload));
    await uploads.discard(upload);
    return kept;
  });
  app.delete<OfId>('/sets/:id', async ({ params }, reply) => {
    await sets.forget(params.id);
    return await reply.code(204).send();
  });
}
