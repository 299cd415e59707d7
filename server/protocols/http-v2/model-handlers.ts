import { configToJson } from '../../config/json/to-json.ts';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { modelMetadata } from '../v2/model-metadata.ts';
import { bodyOf } from './call.ts';
import { readInferCall } from './infer-request.ts';
import { inferReply } from './infer-response.ts';
import { EMPTY, json } from './reply.ts';
import { type Route, versionIn } from './routes.ts';

const MODEL = '/v2/models/(?<model>[^/]+)(?:/versions/(?<version>[0-9]+))?';

const DECOUPLED = "HTTP end point doesn't support models with decoupled transaction policy";

/** Metadata, configuration, readiness and inference of models. */
export function modelRoutes(models: ServedModels): readonly Route[] {
  const route = (method: Route['method'], rest: string, handle: Route['handle']): Route => ({
    method,
    path: new RegExp(`^${MODEL}${rest}$`),
    handle,
  });
  const find = (parts: Readonly<Record<string, string>>) =>
    models.find(parts['model'] ?? '', versionIn(parts));
  return [
    route('GET', '', ({ parts }) => json(modelMetadata(models, parts['model'] ?? '', versionIn(parts)))),
    route('GET', '/config', ({ parts }) => json(configToJson(find(parts).config))),
    route('GET', '/ready', async ({ parts }) => {
      if (await find(parts).isReady()) return EMPTY;
      throw invalidArgument('Model version not ready');
    }),
    route('POST', '/infer', async (call) => {
      const { spec, decoupled } = find(call.parts);
      if (decoupled) throw new InferdeckError('unsupported', DECOUPLED);
      const wanted = readInferCall(await bodyOf(call), spec.modelName);
      const version = versionIn(call.parts);
      const response = await models.infer({
        modelName: spec.modelName,
        ...(version !== undefined && { version }),
        id: wanted.id ?? '',
        inputs: wanted.inputs,
        outputs: wanted.outputs.map((output) => output.name),
        parameters: wanted.parameters,
        signal: call.signal,
      });
      return inferReply(wanted, response, performance.now() - call.arrived);
    }),
  ];
}
