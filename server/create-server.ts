import type { IncomingMessage, RequestListener } from 'node:http';
import { reachableAddress } from './announce/contract.ts';
import type { BackendEntries } from './create-backends.ts';
import { createComparisons } from './create-comparisons.ts';
import { createDiagnostics } from './create-diagnostics.ts';
import { createDoors, type DoorName, httpEndpoint } from './create-doors.ts';
import { createEnvironment } from './create-environment.ts';
import { createImports } from './create-imports.ts';
import { createModels } from './create-models.ts';
import { createServices, type Services } from './create-services.ts';
import { createWatching } from './create-watching.ts';
import { type DevicePlaces, Devices } from './devices/devices.ts';
import { drain } from './drain.ts';
import { doorLines } from './door-lines.ts';
import { followRepository } from './lifecycle/follow-repository.ts';
import { BatchAxisChanges } from './lifecycle/batch-axis-changes.ts';
import { recordActivity } from './lifecycle/record-activity.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import { logModels } from './log-models.ts';
import { desk } from './protocols/desk/adapter.ts';
import { DeskSession } from './protocols/desk/session.ts';
import { type EndpointOptions, openDoors } from './protocols/endpoints.ts';
import { frontDoor } from './protocols/http/front-door.ts';
import { httpServer } from './protocols/http/http-server.ts';
import { OpenAnswers } from './protocols/http/open-answers.ts';
import { restrictedApi } from './protocols/http/restricted-api.ts';
import { httpV1 } from './protocols/http-v1/adapter.ts';
import { httpV2 } from './protocols/http-v2/adapter.ts';
import { ConfigHistory } from './repository/config-history.ts';
import { Uploads } from './repository/import/uploads.ts';
import { KeptRequests } from './requests/kept-requests.ts';
import { Tunings } from './lifecycle/tunings.ts';
import { serverFacts } from './server-facts.ts';
import { Activity } from './telemetry/activity.ts';
import type { Logger } from './telemetry/log.ts';
import type { LogSettings } from './telemetry/log-settings.ts';
import type { LogLines } from './telemetry/logs/log-lines.ts';

/** What a server needs from the process it lives in. */
export interface ServerSurroundings {
  readonly log: Logger;
  /** Those of the log. */
  readonly logSettings: LogSettings;
  /** What the log has written. */
  readonly logLines: LogLines;
  readonly backendEntries: BackendEntries;
  /** Source or bundle of the thread that puts load on a model while it is tuned. */
  readonly loadWorker: URL;
  /** Where graphics cards are looked for; undefined: where this system has them. */
  readonly devicePlaces?: DevicePlaces | undefined;
  /** Kept by a supervisor from one server process to the next. */
  readonly sessionSecret: string | undefined;
  /** The window asked for the end of the server. */
  readonly shutDown: () => void;
  /** Waits for so many milliseconds; undefined: by the clock. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly models: ServedModels;
  readonly activity: Activity;
  readonly port: number;
  /** Where gRPC is served, if it is. */
  readonly grpc: EndpointOptions | undefined;
  /** Where metrics are served, if they are. */
  readonly metrics: EndpointOptions | undefined;
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
  const { log, logLines, backendEntries, loadWorker, sessionSecret, shutDown } = surroundings;
  const devices = new Devices(surroundings.devicePlaces);
  const { models, sourceOf, survey, cache } = await createModels(options, { log, backendEntries, devices });
  const session = new DeskSession(sessionSecret);
  const closing = new AbortController();
  const answers = new OpenAnswers();
  const open = new Map<DoorName, EndpointOptions>([['http', httpEndpoint(options)]]);
  const services = createServices(options, surroundings, models, closing.signal);
  const activity = new Activity();
  recordActivity(models, activity);
  const watching = createWatching(models, devices);
  const uploads = new Uploads(options.stateFolder);
  const imports = await createImports(options, { models, sourceOf, activity });
  const comparisons = await createComparisons(options, models, activity);
  const batchAxes = new BatchAxisChanges(models, activity);
  const url = () => `http://${reachableAddress(options.httpAddress)}:${open.get('http')?.port ?? 0}/`;
  const tunings = new Tunings({ models, activity, loadWorker, url });
  const facts = serverFacts(options, models, open);
  const environment = createEnvironment(options, { ...backendEntries, devices, survey, models, open });
  const isWindow = ({ headers }: IncomingMessage) => session.covers(headers, open.get('http')?.port ?? 0);
  const app = await desk({
    models,
    session,
    history: new ConfigHistory(options.stateFolder),
    imports,
    batchAxes,
    tunings,
    comparisons,
    requests: new KeptRequests(options.stateFolder),
    uploads,
    activity,
    devices,
    metrics: watching.history,
    logLines,
    tracer: services.v2.tracer,
    survey,
    environment,
    diagnostics: createDiagnostics(options, { models, activity, environment, facts, logLines }),
    facts,
    pages: options.pages,
    shutDown,
    serverFactory: (window) => httpServer(doorOf(window, options, services, { log, isWindow, answers })),
  });
  await app.ready();
  const doors = createDoors(options, app, services, { devices, cache });
  for (const [name, endpoint] of await openDoors(doors, options.nextFreePort)) open.set(name, endpoint);
  for (const line of doorLines(options.idOf2019, open)) log.info(line);
  const following = followRepository(models, options);
  watching.begin();
  return {
    models,
    activity,
    port: open.get('http')?.port ?? 0,
    grpc: open.get('grpc'),
    metrics: open.get('metrics'),
    url: url(),
    link: `${url()}desk/open/${session.key ?? ''}`,
    started: loadModels(models, options, log).then(following.begin),
    close: async () => {
      await drain(models, options.drainSeconds, surroundings);
      closing.abort();
      await following.end();
      await watching.end();
      await comparisons.close();
      await imports.close();
      await batchAxes.close();
      await tunings.close();
      await uploads.close();
      await models.close();
      await answers.sent();
      await Promise.all(doors.map((door) => door.close()));
      services.v2.regions.close();
      await services.v2.tracer.close();
    },
  };
}

async function loadModels(models: ServedModels, options: ServerOptions, log: Logger): Promise<void> {
  await models.start(options.controlMode === 'explicit' ? options.loadModels : ['*']);
  logModels(models, log);
}

interface DoorSurroundings {
  readonly log: Logger;
  readonly isWindow: (request: IncomingMessage) => boolean;
  readonly answers: OpenAnswers;
}

/** All that is served over HTTP: inference as of today and of 2019, and the window. */
function doorOf(
  window: RequestListener,
  { httpAddress, allowedOrigins, maxInputBytes, restricted }: ServerOptions,
  { v1, v2 }: Services,
  { log, isWindow, answers }: DoorSurroundings,
): RequestListener {
  return frontDoor({
    boundTo: httpAddress,
    allowedOrigins,
    inference: restrictedApi(httpV2({ services: v2, maxInputBytes, log }), restricted.http, isWindow),
    inferenceOf2019: restrictedApi(httpV1(v1), restricted.http, isWindow),
    window,
    answers,
    closing: v1.closing,
  });
}
