import type { Answer, Operation, Paths } from './openapi.ts';
import { inPath, jsonAnswer, jsonBody, listOf, MODEL, named, NOTHING, refusal } from './parts.ts';

const REGION = inPath('region', 'Name of the region.');
const REPOSITORY = inPath('repository', 'Any name; all repositories are listed.');

const NOT_ALLOWED = refusal('The server was started in a mode in which it loads by itself.');
const NO_SHARED_MEMORY = refusal(
  'Shared memory was not allowed on the command line, or this system has none.',
);

function health(operationId: string, summary: string): Operation {
  return {
    operationId,
    summary,
    tags: ['Server'],
    responses: {
      200: { description: 'Yes; the body is empty.' },
      400: { description: 'No; the body is empty.' },
    },
  };
}

const index: Operation = {
  operationId: 'repositoryIndex',
  summary: 'List the models of the repositories',
  tags: ['Repository'],
  requestBody: jsonBody(named('IndexRequest')),
  responses: {
    200: jsonAnswer('A row for each version.', listOf('IndexRow')),
    400: refusal('The body is wrong.'),
  },
};

/** The server itself and its repositories. */
export const SERVER_PATHS: Paths = {
  '/v2': {
    get: {
      operationId: 'serverMetadata',
      summary: 'What this server is',
      tags: ['Server'],
      responses: { 200: jsonAnswer('Its name, version and extensions.', named('ServerMetadata')) },
    },
  },
  '/v2/health/live': { get: health('serverLive', 'Whether the server runs') },
  '/v2/health/ready': { get: health('serverReady', 'Whether all models are ready') },
  '/v2/repository/index': { post: index },
  '/v2/repository/{repository}/index': {
    post: { ...index, operationId: 'oneRepositoryIndex', parameters: [REPOSITORY] },
  },
  '/v2/repository/models/{model}/load': {
    post: {
      operationId: 'loadModel',
      summary: 'Load a model, or load it again',
      description: 'Answers when the model is loaded, or has failed.',
      tags: ['Repository'],
      parameters: [MODEL],
      requestBody: jsonBody(named('LoadRequest')),
      responses: {
        200: NOTHING,
        400: refusal('It failed to load; the reason is told.'),
        500: refusal('There is no such model, or its configuration is wrong.'),
        503: NOT_ALLOWED,
      },
    },
  },
  '/v2/repository/models/{model}/unload': {
    post: {
      operationId: 'unloadModel',
      summary: 'Unload a model',
      description: 'Answers at once; requests that run are finished.',
      tags: ['Repository'],
      parameters: [MODEL],
      requestBody: jsonBody(named('UnloadRequest')),
      responses: { 200: NOTHING, 400: refusal('The name is wrong.'), 503: NOT_ALLOWED },
    },
  },
};

/** Shared memory, traces and the log. */
export const SETTINGS_PATHS: Paths = {
  ...sharedMemory('system', 'SystemRegion', {
    400: refusal('The region is there already, or the request is wrong.'),
    404: refusal('There is no such shared memory.'),
    500: refusal('It cannot be opened.'),
    501: NO_SHARED_MEMORY,
  }),
  ...sharedMemory('cuda', 'CudaRegion', {
    400: refusal('This server shares no memory of graphics cards.'),
    501: NO_SHARED_MEMORY,
  }),
  '/v2/trace/setting': settings('traceSettings', 'what is traced', 'TraceSettings'),
  '/v2/models/{model}/trace/setting': settings(
    'modelTraceSettings',
    'what is traced of one model',
    'TraceSettings',
    [MODEL],
  ),
  '/v2/logging': settings('logSettings', 'what is logged', 'LogSettings'),
};

function sharedMemory(
  kind: 'system' | 'cuda',
  shape: 'SystemRegion' | 'CudaRegion',
  refusals: Readonly<Record<string, Answer>>,
): Paths {
  const base = `/v2/${kind}sharedmemory`;
  const status: Operation = {
    operationId: `${kind}SharedMemoryStatus`,
    summary: `List the regions of ${kind} shared memory`,
    tags: ['Shared memory'],
    responses: { 200: jsonAnswer('The regions.', listOf(shape)), 404: refusal('There is no such region.') },
  };
  const unregister: Operation = {
    operationId: `${kind}SharedMemoryUnregister`,
    summary: `Forget all regions of ${kind} shared memory`,
    tags: ['Shared memory'],
    responses: { 200: NOTHING },
  };
  const one = { parameters: [REGION] };
  return {
    [`${base}/status`]: { get: status },
    [`${base}/unregister`]: { post: unregister },
    [`${base}/region/{region}/status`]: {
      get: { ...status, ...one, operationId: `${kind}RegionStatus`, summary: `Describe a ${kind} region` },
    },
    [`${base}/region/{region}/unregister`]: {
      post: {
        ...unregister,
        ...one,
        operationId: `${kind}RegionUnregister`,
        summary: `Forget a ${kind} region`,
      },
    },
    [`${base}/region/{region}/register`]: {
      post: {
        operationId: `${kind}RegionRegister`,
        summary: `Register a region of ${kind} shared memory`,
        tags: ['Shared memory'],
        ...one,
        requestBody: jsonBody(named(shape), true),
        responses: { 200: NOTHING, ...refusals },
      },
    },
  };
}

function settings(
  operationId: string,
  what: string,
  shape: 'TraceSettings' | 'LogSettings',
  parameters: Operation['parameters'] = [],
): Paths[string] {
  const shared = { tags: ['Settings'] as const, parameters };
  const answer = { 200: jsonAnswer('All settings.', named(shape)) };
  return {
    get: { operationId, summary: `Tell ${what}`, ...shared, responses: answer },
    post: {
      operationId: `${operationId}Change`,
      summary: `Change ${what}`,
      ...shared,
      requestBody: jsonBody(named(shape)),
      responses: {
        ...answer,
        400: refusal('A value is wrong; nothing is changed.'),
        501: refusal('It can be set on the command line only.'),
      },
    },
  };
}
