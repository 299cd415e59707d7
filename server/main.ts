import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { announcer } from './announce/announce.ts';
import { SESSION_SECRET_VARIABLE } from './announce/contract.ts';
import { createServer } from './create-server.ts';
import { InferdeckError, messageOf } from './errors.ts';
import { parseOptions } from './options.ts';
import { endGracefully } from './process-end.ts';
import { createLog } from './telemetry/log.ts';
import { LogLines } from './telemetry/logs/log-lines.ts';
import { LogSettings } from './telemetry/log-settings.ts';

const args = process.argv.slice(2);
const announce = announcer(args.includes('--announce=json') ? 'json' : 'text', process.stdout);
const builtPages = fileURLToPath(new URL('../renderer/', import.meta.url));

try {
  const options = parseOptions(args);
  const logSettings = new LogSettings(options.log);
  const logLines = new LogLines();
  const log = createLog(logSettings, logLines);
  for (const remark of options.remarks) log.warn(remark);
  const ending = endGracefully({ deadlineSeconds: options.drainSeconds + options.exitTimeoutSeconds, log });
  announce({ event: 'starting', phase: 'Reading the model repository.' });
  const server = await createServer(
    { ...options, pages: options.pages ?? (existsSync(builtPages) ? builtPages : undefined) },
    {
      log,
      logSettings,
      logLines,
      backendEntries: {
        onnxWorker: new URL('./onnx-worker.js', import.meta.url),
        nodeWorker: new URL('./node-worker.js', import.meta.url),
        pythonRuntime: new URL('./python/', import.meta.url),
      },
      loadWorker: new URL('./load-worker.js', import.meta.url),
      sessionSecret: process.env[SESSION_SECRET_VARIABLE],
      shutDown: ending.begin,
    },
  );
  ending.onEnd(server.close);
  const { url, link, port, grpc, metrics } = server;
  const alsoGrpc = grpc === undefined ? {} : { grpcPort: grpc.port };
  const alsoMetrics = metrics === undefined ? {} : { metricsPort: metrics.port };
  announce({ event: 'listening', url, link, port, ...alsoGrpc, ...alsoMetrics, pid: process.pid });
  await server.started;
} catch (error) {
  const nextStep = error instanceof InferdeckError ? error.nextStep : undefined;
  announce({ event: 'failed', message: messageOf(error), ...(nextStep !== undefined && { nextStep }) });
  process.exitCode = 1;
}
