import { VERSION } from '../../version.ts';
import { MODEL_PATHS } from './model-paths.ts';
import type { OpenApiDocument } from './openapi.ts';
import { SCHEMAS } from './schemas.ts';
import { SERVER_PATHS, SETTINGS_PATHS } from './server-paths.ts';

/** The v2 protocol as this server answers it. */
export const DOCUMENT: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Inferdeck v2 protocol',
    version: VERSION,
    summary: 'Inference over HTTP, as KServe and Triton speak it',
    description:
      'Every refusal is JSON with one field, error. An unknown address answers 404, a wrong method 405, a restricted' +
      ' part 403, and a server on its way out 503. The same calls are served over gRPC on a port of their own.',
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Server', description: 'Is it there, and what is it?' },
    { name: 'Models', description: 'What there is to call.' },
    { name: 'Inference', description: 'Calls of models.' },
    { name: 'Repository', description: 'What is loaded.' },
    { name: 'Statistics', description: 'What has happened.' },
    { name: 'Shared memory', description: 'Tensors that are not sent at all.' },
    { name: 'Settings', description: 'Traces and the log.' },
  ],
  paths: { ...SERVER_PATHS, ...MODEL_PATHS, ...SETTINGS_PATHS },
  components: { schemas: SCHEMAS },
};
