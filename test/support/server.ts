import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import type { BackendEntries } from '../../server/create-backends.ts';
import { createServer, type RunningServer } from '../../server/create-server.ts';
import type { DevicePlaces } from '../../server/devices/devices.ts';
import { parseOptions, type ServerOptions } from '../../server/options.ts';
import { createLog } from '../../server/telemetry/log.ts';
import { LogSettings } from '../../server/telemetry/log-settings.ts';
import { LogLines } from '../../server/telemetry/logs/log-lines.ts';
import { tempFolder } from './temp.ts';

/** A server under test, with what it wrote to its log. */
export interface TestServer extends RunningServer {
  readonly log: () => string;
  /** Calls an address of the server. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>;
  /** Posts JSON. */
  readonly post: (path: string, body?: unknown) => Promise<Response>;
}

/** Flags of the server, and what a supervisor would hand it. */
interface TestServerOptions extends Partial<ServerOptions> {
  readonly sessionSecret?: string;
  readonly devicePlaces?: DevicePlaces;
  /** What the log of the server remembers. */
  readonly logLines?: LogLines;
  /** How the server waits while it drains. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** What instances run from. */
export const BACKEND_ENTRIES: BackendEntries = {
  onnxWorker: pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js')),
  nodeWorker: pathToFileURL(join(ROOT, 'dist/server/node-worker.js')),
  pythonRuntime: pathToFileURL(join(ROOT, 'dist/server/python/')),
};

/** The server from source, in this process, on a free port; its instances run from the bundle. */
export async function startServer(
  repository: string | readonly string[],
  { sessionSecret, devicePlaces, logLines = new LogLines(), wait, ...options }: TestServerOptions = {},
): Promise<TestServer> {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()),
  });
  const logSettings = new LogSettings(options.log);
  const repositories = typeof repository === 'string' ? [repository] : repository;
  const base = parseOptions(repositories.map((path) => `--model-repository=${path}`));
  const server = await createServer(
    {
      ...base,
      httpPort: 0,
      grpc: { address: '127.0.0.1', port: 0 },
      metrics: base.metrics && { ...base.metrics, port: 0 },
      controlMode: 'explicit',
      loadModels: ['*'],
      stateFolder: await tempFolder(),
      ...options,
    },
    {
      log: createLog(logSettings, logLines, sink),
      logSettings,
      logLines,
      backendEntries: BACKEND_ENTRIES,
      loadWorker: pathToFileURL(join(ROOT, 'dist/server/load-worker.js')),
      sessionSecret,
      devicePlaces,
      shutDown: () => {},
      wait,
    },
  );
  onTestFinished(() => server.close());
  await server.started;
  const call = (path: string, init?: RequestInit) => fetch(`${server.url}${path.replace(/^\//, '')}`, init);
  return {
    ...server,
    log: () => lines.join(''),
    call,
    post: (path, body) =>
      call(path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) }),
  };
}

/** The same server with the built window at its root. */
export function startWindowServer(repository: string, options: TestServerOptions = {}): Promise<TestServer> {
  return startServer(repository, { pages: join(ROOT, 'dist/renderer'), ...options });
}

/** The `error` text of an answer. */
export async function errorOf(response: Response): Promise<string> {
  const { error }: { error: string } = JSON.parse(await response.text());
  return error;
}
