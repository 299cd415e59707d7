import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type BackendEntries, createBackends } from './create-backends.ts';
import { UNKNOWN_MEMBERS } from './lifecycle/ensemble-members.ts';
import { followRepository } from './lifecycle/follow-repository.ts';
import { Imports } from './lifecycle/imports.ts';
import { loadSources } from './lifecycle/load-source.ts';
import { modelCalls } from './lifecycle/model-calls.ts';
import { recordActivity } from './lifecycle/record-activity.ts';
import { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import { type Door, type EndpointOptions, openDoors } from './protocols/endpoints.ts';
import { grpcFrontDoor } from './protocols/grpc/front-door.ts';
import { grpcV2 } from './protocols/grpc-v2/adapter.ts';
import { bindHttp } from './protocols/listen.ts';
import { desk } from './protocols/desk/adapter.ts';
import type { ServerFacts } from './protocols/desk/contract.ts';
import { DeskSession } from './protocols/desk/session.ts';
import { frontDoor } from './protocols/http/front-door.ts';
import { httpV2 } from './protocols/http-v2/adapter.ts';
import { ConfigHistory } from './repository/config-history.ts';
import { Uploads } from './repository/import/uploads.ts';
import { ResponseCache } from './scheduling/response-cache.ts';
import { Activity } from './telemetry/activity.ts';
import type { Logger } from './telemetry/log.ts';
import { VERSION } from './version.ts';

type DoorName = 'http' | 'grpc';

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
  readonly activity: Activity;
  readonly port: number;
  /** Where gRPC is served, if it is. */
  readonly grpc: EndpointOptions | undefined;
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
  const sourceOf = loadSources({
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
  });
  const models: ServedModels = new ServedModels({
    repositories: options.repositories,
    controlMode: options.controlMode,
    configName: options.configName,
    loadThreads: options.loadThreads,
    sourceOf,
    log,
  });
  const session = new DeskSession(sessionSecret);
  const closing = new AbortController();
  const open = new Map<DoorName, EndpointOptions>([['http', httpEndpoint(options)]]);
  const v2 = { models, identity: { name: options.id, version: VERSION }, closing: closing.signal };
  const activity = new Activity();
  recordActivity(models, activity);
  const uploads = new Uploads(options.stateFolder);
  const imports = new Imports({
    models,
    activity,
    signatureOf: (folder) => sourceOf(folder, LOOK).signature(),
    repositories: options.repositories,
    stateFolder: options.stateFolder,
  });
  await imports.sweep();
  const app = await desk({
    models,
    session,
    history: new ConfigHistory(options.stateFolder),
    imports,
    uploads,
    activity,
    facts: serverFacts(options, models, open),
    pages: options.pages,
    shutDown,
    serverFactory: (window) => {
      const inference = httpV2({ ...v2, maxInputBytes: options.maxInputBytes, log });
      return createHttpServer(
        frontDoor({ boundTo: options.httpAddress, inference, window, closing: closing.signal }),
      );
    },
  });
  await app.ready();
  const doors: Door<DoorName>[] = [
    { name: 'http', options: httpEndpoint(options), bind: bindHttp(app.server), close: () => hangUp(app) },
    ...(options.grpc === undefined
      ? []
      : [{ name: 'grpc' as const, options: options.grpc, ...grpcFrontDoor(grpcV2(v2), () => models.ready) }]),
  ];
  for (const [name, endpoint] of await openDoors(doors, options.nextFreePort)) open.set(name, endpoint);
  const following = followRepository(models, options);
  const port = open.get('http')?.port ?? 0;
  const url = `http://${browsable(options.httpAddress)}:${port}/`;
  return {
    models,
    activity,
    port,
    grpc: open.get('grpc'),
    url,
    link: `${url}desk/open/${session.key ?? ''}`,
    started: models
      .start(options.controlMode === 'explicit' ? options.loadModels : ['*'])
      .then(following.begin),
    close: async () => {
      closing.abort();
      await following.end();
      await imports.close();
      await uploads.close();
      await models.close();
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}

/** A folder that is only looked at needs no configuration of its own, and no other model. */
const LOOK = { override: undefined, findMembers: () => Promise.resolve(UNKNOWN_MEMBERS) };

/** Fastify closes only what it made listen itself, and a window keeps its event stream open for ever. */
async function hangUp(app: FastifyInstance): Promise<void> {
  await app.close();
  await new Promise<void>((resolve) => {
    app.server.close(() => resolve());
    app.server.closeAllConnections();
  });
}

function httpEndpoint({ httpAddress: address, httpPort: port }: ServerOptions): EndpointOptions {
  return { address, port };
}

/** An address that a browser on this machine can open. */
function browsable(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

function serverFacts(
  options: ServerOptions,
  models: ServedModels,
  open: ReadonlyMap<DoorName, EndpointOptions>,
): () => ServerFacts {
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
    http: httpEndpoint(options),
    ...Object.fromEntries(open),
  });
}
