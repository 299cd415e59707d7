import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type BackendEntries, createBackends } from './create-backends.ts';
import { followRepository } from './lifecycle/follow-repository.ts';
import { loadSources } from './lifecycle/load-source.ts';
import { modelCalls } from './lifecycle/model-calls.ts';
import { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import { desk } from './protocols/desk/adapter.ts';
import type { ServerFacts } from './protocols/desk/contract.ts';
import { DeskSession } from './protocols/desk/session.ts';
import { frontDoor } from './protocols/http/front-door.ts';
import { listen } from './protocols/http/listen.ts';
import { httpV2 } from './protocols/http-v2/adapter.ts';
import { ConfigHistory } from './repository/config-history.ts';
import { ResponseCache } from './scheduling/response-cache.ts';
import type { Logger } from './telemetry/log.ts';
import { VERSION } from './version.ts';

/** What a server needs from the process it lives in. */
export interface ServerSurroundings {
  readonly log: Logger;
  readonly backendEntries: BackendEntries;
  /** Kept by a supervisor from one server process to the next. */
  readonly sessionSecret: string | undefined;
  /** The window asked for the end of the server. */
  readonly shutDown: () => void;
}

/** A server that listens. */
export interface RunningServer {
  readonly models: ServedModels;
  readonly port: number;
  /** Root of the page, with a slash at the end. */
  readonly url: string;
  /** The one-time link that opens a session in a browser. */
  readonly link: string;
  /** Settles when the models of the start are loaded, or have failed. */
  readonly started: Promise<void>;
  /** Stops accepting, lets running requests finish, frees everything. */
  readonly close: () => Promise<void>;
}

/** Builds the server from its parts and makes it listen. @throws InferdeckError when it cannot */
export async function createServer(
  options: ServerOptions,
  surroundings: ServerSurroundings,
): Promise<RunningServer> {
  const { log, backendEntries, sessionSecret, shutDown } = surroundings;
  const models: ServedModels = new ServedModels({
    repositories: options.repositories,
    controlMode: options.controlMode,
    configName: options.configName,
    loadThreads: options.loadThreads,
    sourceOf: loadSources({
      backends: createBackends(
        backendEntries,
        modelCalls(() => models),
        log,
      ),
      autoComplete: options.autoComplete,
      backendSettings: options.backendConfig,
      infer: (request) => models.infer(request),
      cache: options.cacheBytes > 0 ? new ResponseCache(options.cacheBytes) : undefined,
      log,
    }),
    log,
  });
  const session = new DeskSession(sessionSecret);
  const identity = { name: options.id, version: VERSION };
  const inference = httpV2({ models, identity, maxInputBytes: options.maxInputBytes, log });
  const history = new ConfigHistory(options.stateFolder);
  let port = options.httpPort;
  let closing = false;
  const app = await desk({
    models,
    session,
    history,
    facts: serverFacts(options, models, () => port),
    pages: options.pages,
    shutDown,
    serverFactory: (window) =>
      createHttpServer(
        frontDoor({ boundTo: options.httpAddress, inference, window, closing: () => closing }),
      ),
  });
  await app.ready();
  port = await listen(app.server, {
    address: options.httpAddress,
    port: options.httpPort,
    nextFreePort: options.nextFreePort,
  });
  const following = followRepository(models, options);
  const url = `http://${browsable(options.httpAddress)}:${port}/`;
  return {
    models,
    port,
    url,
    link: `${url}desk/open/${session.key ?? ''}`,
    started: models
      .start(options.controlMode === 'explicit' ? options.loadModels : ['*'])
      .then(following.begin),
    close: async () => {
      closing = true;
      await following.end();
      await models.close();
      await app.close();
      await hangUp(app.server);
    },
  };
}

/** Fastify closes only what it made listen itself, and a window keeps its event stream open for ever. */
function hangUp(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** An address that a browser on this machine can open. */
function browsable(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

function serverFacts(options: ServerOptions, models: ServedModels, port: () => number): () => ServerFacts {
  const startId = randomUUID();
  const startedAt = new Date().toISOString();
  return () => ({
    name: 'Inferdeck',
    version: VERSION,
    startId,
    startedAt,
    controlMode: options.controlMode,
    repositories: models.repositories.map(({ path, problem }) => ({
      path,
      ...(problem !== undefined && { problem }),
    })),
    http: { address: options.httpAddress, port: port() },
  });
}
