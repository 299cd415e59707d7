import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyServerFactory } from 'fastify';
import type { FrameworkSurvey } from '../../backends/python/interpreters/survey.ts';
import type { Comparisons } from '../../comparing/comparisons.ts';
import type { Devices } from '../../devices/devices.ts';
import { type ErrorKind, InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import type { BatchAxisChanges } from '../../lifecycle/batch-axis-changes.ts';
import type { Imports } from '../../lifecycle/imports.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Environment } from '../../environment/environment.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { Tunings } from '../../lifecycle/tunings.ts';
import type { ConfigHistory } from '../../repository/config-history.ts';
import type { Uploads } from '../../repository/import/uploads.ts';
import type { KeptRequests } from '../../requests/kept-requests.ts';
import type { Activity } from '../../telemetry/activity.ts';
import { type MetricsRange, RANGES } from '../../telemetry/history/contract.ts';
import type { MetricsHistory } from '../../telemetry/history/metrics-history.ts';
import type { Tracer } from '../../telemetry/trace/tracer.ts';
import type { LogLines } from '../../telemetry/logs/log-lines.ts';
import { addDocsRoutes } from '../docs/docs-routes.ts';
import { addApprovalRoutes } from './approval-routes.ts';
import { addBatchAxisRoutes } from './batch-axis-routes.ts';
import { addComparisonRoutes } from './comparison-routes.ts';
import { addConfigRoutes } from './config-routes.ts';
import type { ErrorBody, ServerFacts, SessionState } from './contract.ts';
import { addEnvironmentRoutes } from './environment-routes.ts';
import { streamEvents } from './events.ts';
import { addExportRoutes } from './export-routes.ts';
import { addFrameworkRoutes } from './framework-routes.ts';
import { addImportRoutes } from './import-routes.ts';
import { addLogRoutes } from './log-routes.ts';
import { modelDetail } from './model-detail.ts';
import { modelSummaries } from './model-summary.ts';
import { addPresetRoutes } from './preset-routes.ts';
import { addRequestRoutes } from './request-routes.ts';
import { addSettingsRoutes } from './settings-routes.ts';
import type { DeskSession } from './session.ts';
import { addTraceRoutes } from './trace-routes.ts';
import { addTrialRoutes } from './trial-routes.ts';
import { addTuningRoutes } from './tuning-routes.ts';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  'invalid-argument': 400,
  'not-found': 404,
  'already-exists': 409,
  unavailable: 503,
  unsupported: 501,
  cancelled: 499,
  internal: 500,
  unknown: 500,
};

/** What the page may load and do: itself, nothing else. Inline styles are Monaco's and Mantine's. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface DeskOptions {
  readonly models: ServedModels;
  readonly session: DeskSession;
  /** Earlier saves of configurations. */
  readonly history: ConfigHistory;
  readonly imports: Imports;
  readonly batchAxes: BatchAxisChanges;
  readonly tunings: Tunings;
  readonly uploads: Uploads;
  readonly activity: Activity;
  readonly comparisons: Comparisons;
  readonly requests: KeptRequests;
  readonly devices: Devices;
  readonly metrics: MetricsHistory;
  readonly logLines: LogLines;
  readonly tracer: Tracer;
  readonly survey: FrameworkSurvey;
  readonly environment: Environment;
  readonly diagnostics: Diagnostics;
  /** Asked at every call: the port is known only once the server listens. */
  readonly facts: () => ServerFacts;
  /** Folder of the built window; undefined serves none. */
  readonly pages: string | undefined;
  readonly shutDown: () => void;
  readonly serverFactory: FastifyServerFactory;
}

/** The window: its files at `/`, its own API under `/desk`. */
export async function desk(options: DeskOptions): Promise<FastifyInstance> {
  const app = fastify({ serverFactory: options.serverFactory, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => fail(reply, error));
  app.setNotFoundHandler((_request, reply) => fail(reply, new InferdeckError('not-found', 'Not Found')));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });
  addDocsRoutes(app);
  addSessionRoutes(app, options);
  await app.register(async (scope) => addDeskRoutes(scope, options), { prefix: '/desk' });
  if (options.pages !== undefined) {
    await app.register(fastifyStatic, { root: options.pages, setHeaders: cacheByHash });
  }
  return app;
}

/** Built files carry a hash in their names; the page that names them must always be asked for. */
function cacheByHash(reply: { header(name: string, value: string): unknown }, path: string): void {
  const lasting = /[/\\]assets[/\\]/.test(path);
  reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function addSessionRoutes(app: FastifyInstance, { session, facts }: DeskOptions): void {
  const port = () => facts().http.port;
  app.get('/desk/session', (request): SessionState => ({ open: session.covers(request.headers, port()) }));
  app.get<{ Params: { key: string } }>('/desk/open/:key', (request, reply) => {
    if (session.covers(request.headers, port())) return reply.redirect('/', 303);
    if (!session.open(request.params.key)) {
      throw new InferdeckError(
        'unavailable',
        'This link was used already, or belongs to a server that has ended.',
        {
          nextStep: 'Start Inferdeck again and open the link it prints.',
        },
      );
    }
    return reply.header('set-cookie', session.cookie(port())).redirect('/', 303);
  });
}

async function addDeskRoutes(app: FastifyInstance, options: DeskOptions): Promise<void> {
  const { models, session, history, imports, uploads, activity, devices, metrics, facts, shutDown } = options;
  app.addHook('onRequest', async (request, reply) => {
    if (session.covers(request.headers, facts().http.port)) return;
    const body: ErrorBody = {
      error: 'This window has no session.',
      kind: 'unavailable',
      nextStep: 'Open the one-time link that Inferdeck printed when it started.',
    };
    await reply.code(401).send(body);
  });
  app.get('/server', facts);
  app.get('/models', async () => {
    await models.refresh();
    return modelSummaries(models);
  });
  app.get<{ Params: { name: string } }>('/models/:name', async (request) => {
    const detail = await modelDetail(models, request.params.name);
    if (detail !== undefined) return detail;
    throw new InferdeckError('not-found', `There is no model '${request.params.name}'.`);
  });
  addConfigRoutes(app, models, history);
  addApprovalRoutes(app, models, activity);
  addSettingsRoutes(app, models);
  addTrialRoutes(app, models);
  await addImportRoutes(app, imports, uploads);
  addComparisonRoutes(app, options.comparisons, uploads);
  addBatchAxisRoutes(app, options.batchAxes, history);
  addTuningRoutes(app, options.tunings, history);
  await addRequestRoutes(app, options.requests);
  addPresetRoutes(app, models, options.requests);
  app.get('/activity', () => activity.entries);
  addLogRoutes(app, options.logLines);
  addTraceRoutes(app, options.tracer);
  addFrameworkRoutes(app, options.survey);
  addEnvironmentRoutes(app, options);
  addExportRoutes(app, models);
  app.get('/devices', () => devices.last ?? devices.look());
  app.get<{ Querystring: { range?: string } }>('/metrics', ({ query }) =>
    metrics.series(rangeOf(query.range)),
  );
  app.get('/events', (_request, reply) => {
    reply.hijack();
    const { comparisons, logLines } = options;
    const sources = { models, activity, comparisons, devices, metrics, logLines, server: facts() };
    streamEvents(reply.raw, sources);
  });
  app.post('/shutdown', async (_request, reply) => {
    await reply.code(202).send();
    shutDown();
  });
}

/** @throws InferdeckError for a range that there is not */
function rangeOf(text = '5 min'): MetricsRange {
  const range = RANGES.find((known) => known === text);
  if (range !== undefined) return range;
  throw invalidArgument(`There is no range '${text}' of metrics; the ranges are ${RANGES.join(', ')}.`);
}

function fail(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof InferdeckError)) {
    const body: ErrorBody = { error: messageOf(error), kind: 'internal' };
    return reply.code(500).send(body);
  }
  const { message, kind, nextStep } = error;
  const body: ErrorBody = { error: message, kind, ...(nextStep !== undefined && { nextStep }) };
  return reply.code(STATUS[kind]).send(body);
}
