import { configToJson } from '../../config/json/to-json.ts';
import { invalidArgument } from '../../errors.ts';
import { modelMetadata } from '../v2/model-metadata.ts';
import type { V2Services } from '../v2/services.ts';
import { statisticsOf } from '../v2/statistics.ts';
import { answerGenerate, answerGenerateStream } from './generate-handler.ts';
import { answerInfer } from './infer-handler.ts';
import { EMPTY, json } from './reply.ts';
import { type Route, versionIn } from './routes.ts';

type Parts = Readonly<Record<string, string>>;

const MODEL = '/v2/models/(?<model>[^/]+)(?:/versions/(?<version>[0-9]+|[A-Za-z][\\w.-]*))?';

/** Metadata, configuration, readiness, statistics and inference of models. */
export function modelRoutes(services: V2Services): readonly Route[] {
  const { models } = services;
  const route = (method: Route['method'], rest: string, handle: Route['handle']): Route => ({
    method,
    path: new RegExp(`^${MODEL}${rest}$`),
    handle,
  });
  const find = (parts: Parts) => models.find(nameIn(parts), versionIn(models, parts));
  return [
    // First, because it is called most.
    route('POST', '/infer', (call) => answerInfer(services, call)),
    // Before the models, of which one may be called so.
    {
      method: 'GET',
      path: /^\/v2\/models\/stats$/,
      handle: () => json({ model_stats: statisticsOf(models) }),
    },
    route('GET', '', ({ parts }) => json(modelMetadata(models, nameIn(parts), versionIn(models, parts)))),
    route('GET', '/config', ({ parts }) => json(configToJson(find(parts).config))),
    route('GET', '/stats', ({ parts }) =>
      json({ model_stats: statisticsOf(models, nameIn(parts), versionIn(models, parts)) }),
    ),
    route('GET', '/ready', async ({ parts }) => {
      if (await find(parts).isReady()) return EMPTY;
      throw invalidArgument('Model version not ready');
    }),
    route('POST', '/generate', (call) => answerGenerate(services, call)),
    route('POST', '/generate_stream', (call) => answerGenerateStream(services, call)),
  ];
}

function nameIn(parts: Parts): string {
  return parts['model'] ?? '';
}
