import type { Operation, Parameter, PathItem, Paths } from './openapi.ts';
import { inPath, jsonAnswer, jsonBody, MODEL, named, refusal } from './parts.ts';

const VERSION = inPath(
  'version',
  'A version in digits, or a name given to one. Left out: the highest that is ready.',
);

const HEAD_LENGTH: Parameter = {
  name: 'Inference-Header-Content-Length',
  in: 'header',
  required: false,
  description:
    'Bytes of JSON before the tensors of a binary body; 0: the whole body is the one input of the model.',
  schema: { type: 'integer' },
};

const UNKNOWN = refusal('There is no such model or version, or it is not loaded.');
const BUSY = refusal('The version is loading or leaving, or the queue is full.');
const WRONG = refusal('The request does not fit the model.');
const UNREADABLE = refusal('The body is no JSON of this shape, or the model failed.');
const DECOUPLED = refusal('The model answers with any number of responses, or something is not supported.');
const BYTES = {
  'application/octet-stream': { schema: { type: 'string', description: 'JSON, then tensors.' } },
};

const infer: Operation = {
  operationId: 'infer',
  summary: 'Run the model',
  description:
    'As JSON, or as JSON with the bytes of the tensors behind it. Bodies may be compressed with gzip or deflate in both' +
    ' directions. A caller that hangs up cancels the request.',
  tags: ['Inference'],
  parameters: [HEAD_LENGTH],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: named('InferRequest') }, ...BYTES },
  },
  responses: {
    200: {
      description: 'The outputs.',
      content: { 'application/json': { schema: named('InferResponse') }, ...BYTES },
    },
    400: WRONG,
    404: UNKNOWN,
    500: UNREADABLE,
    501: DECOUPLED,
    503: BUSY,
  },
};

const generate: Operation = {
  operationId: 'generate',
  summary: 'Run the model, in flat JSON',
  description: 'For models that answer once; inputs are fields of the body.',
  tags: ['Inference'],
  requestBody: jsonBody(named('GenerateRequest'), true),
  responses: {
    200: jsonAnswer('The outputs.', named('GenerateResponse')),
    400: WRONG,
    404: UNKNOWN,
    500: UNREADABLE,
    503: BUSY,
  },
};

const generateStream: Operation = {
  ...generate,
  operationId: 'generateStream',
  summary: 'Run the model, and hear each response as it comes',
  description: 'Server-sent events. A failure after the first response is an event with `error`.',
  responses: {
    ...generate.responses,
    200: {
      description: 'Events, each with one response.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
  },
};

const metadata: Operation = {
  operationId: 'modelMetadata',
  summary: 'What the model takes and gives',
  tags: ['Models'],
  responses: { 200: jsonAnswer('Its tensors.', named('ModelMetadata')), 404: UNKNOWN, 503: BUSY },
};

const config: Operation = {
  operationId: 'modelConfig',
  summary: 'The configuration that is in effect',
  tags: ['Models'],
  responses: { 200: jsonAnswer('All fields.', named('ModelConfig')), 404: UNKNOWN, 503: BUSY },
};

const ready: Operation = {
  operationId: 'modelReady',
  summary: 'Whether the model can answer',
  tags: ['Models'],
  responses: {
    200: { description: 'It can; the body is empty.' },
    400: refusal('The model says that it cannot.'),
    404: UNKNOWN,
    503: BUSY,
  },
};

const statistics: Operation = {
  operationId: 'modelStatistics',
  summary: 'What the model has done since it was loaded',
  tags: ['Statistics'],
  responses: {
    200: jsonAnswer('Counts and times.', named('Statistics')),
    400: refusal('It is not available.'),
  },
};

/** Models: what they are, what they did, and inference. */
export const MODEL_PATHS: Paths = {
  '/v2/models/stats': {
    get: {
      ...statistics,
      operationId: 'statistics',
      summary: 'What all models have done',
      responses: { 200: jsonAnswer('Counts and times.', named('Statistics')) },
    },
  },
  ...withVersion('', { get: metadata }),
  ...withVersion('/config', { get: config }),
  ...withVersion('/ready', { get: ready }),
  ...withVersion('/stats', { get: statistics }),
  ...withVersion('/infer', { post: infer }),
  ...withVersion('/generate', { post: generate }),
  ...withVersion('/generate_stream', { post: generateStream }),
};

/** The addresses of something that is asked of a model, or of one version of it. */
function withVersion(rest: string, item: PathItem): Paths {
  return {
    [`/v2/models/{model}${rest}`]: mapped(item, (operation) => withParameters(operation, [MODEL])),
    [`/v2/models/{model}/versions/{version}${rest}`]: mapped(item, (operation) => ({
      ...withParameters(operation, [MODEL, VERSION]),
      operationId: `${operation.operationId}OfVersion`,
    })),
  };
}

function mapped({ get, post }: PathItem, change: (operation: Operation) => Operation): PathItem {
  return { ...(get && { get: change(get) }), ...(post && { post: change(post) }) };
}

function withParameters(operation: Operation, parameters: readonly Parameter[]): Operation {
  return { ...operation, parameters: [...parameters, ...(operation.parameters ?? [])] };
}
