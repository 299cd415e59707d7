import type { ModelAnswer } from '../backends/backend.ts';
import type { LoadInstead, ModelCall, ModelCalls } from '../backends/python/model-calls.ts';
import { failureOf, InferdeckError, invalidArgument } from '../errors.ts';
import { inferTraced, streamTraced } from '../scheduling/infer-traced.ts';
import type { StreamedAnswer } from '../scheduling/inference.ts';
import type { LoadOverride } from './load-override.ts';
import type { ServedModels } from './served-models.ts';

/** The served models, for models that call other models. */
export function modelCalls(models: () => ServedModels): ModelCalls {
  return {
    infer: (call, decoupled) => answersTo(models(), call, decoupled),
    load: async (name, instead) => {
      mustBeExplicit(models());
      await models().load(name, overrideOf(instead));
    },
    unload: async (name, members) => {
      mustBeExplicit(models());
      await models().unload(name, { members });
    },
    isReady: (name, version) => isReady(models(), name, version),
  };
}

async function* answersTo(
  models: ServedModels,
  call: ModelCall,
  decoupled: boolean,
): AsyncGenerator<ModelAnswer> {
  if (!decoupled) {
    yield await onlyAnswer(models, call);
    return;
  }
  const { causedBy, ...request } = call;
  const answers = streamTraced((given) => models.stream(given), causedBy, request);
  for await (const answer of answers) yield modelAnswer(answer);
}

async function onlyAnswer(models: ServedModels, call: ModelCall): Promise<ModelAnswer> {
  try {
    const { causedBy, ...request } = call;
    const response = await inferTraced((given) => models.infer(given), causedBy, request);
    return modelAnswer({ state: 'response', response, final: true });
  } catch (error) {
    return { state: 'error', error: failureOf(error), final: true };
  }
}

function modelAnswer(answer: StreamedAnswer): ModelAnswer {
  if (answer.state !== 'response') return answer;
  const { outputs, parameters } = answer.response;
  return { state: 'outputs', outputs, ...(parameters && { parameters }), final: answer.final };
}

function mustBeExplicit({ controlMode }: ServedModels): void {
  if (controlMode === 'explicit') return;
  throw new InferdeckError(
    'unavailable',
    'explicit model load / unload is not allowed if polling is enabled',
  );
}

function overrideOf({ config, files }: LoadInstead): LoadOverride | undefined {
  if (config !== '') return { config: parsed(config), files };
  if (files.size === 0) return undefined;
  throw invalidArgument("Load parameter 'config' must be specified for model file override");
}

function parsed(config: string): unknown {
  try {
    return JSON.parse(config);
  } catch {
    throw invalidArgument('The config of load_model is not valid JSON.');
  }
}

async function isReady(models: ServedModels, name: string, version: number | undefined): Promise<boolean> {
  try {
    return await models.find(name, version).isReady();
  } catch {
    return false;
  }
}
