import { parseArgs } from 'node:util';
import envPaths from 'env-paths';
import { invalidArgument, InferdeckError } from './errors.ts';
import type { ControlMode } from './lifecycle/served-models.ts';
import { LOG_FLAGS, logOptions } from './options/log-options.ts';
import { METRICS_FLAGS, type MetricsOptions, metricsOptions } from './options/metrics-options.ts';
import { TRACE_FLAGS, traceOptions } from './options/trace-options.ts';
import { truth, wholeNumber } from './options/values.ts';
import type { EndpointOptions } from './protocols/endpoints.ts';
import type { LogState } from './telemetry/log-settings.ts';
import type { TraceState } from './telemetry/trace/trace-state.ts';

/** The command line, understood. Flags have the names and defaults of the original server's. */
export interface ServerOptions {
  readonly repositories: readonly string[];
  readonly controlMode: ControlMode;
  /** Models loaded at start; `*` is all of them. */
  readonly loadModels: readonly string[];
  readonly loadThreads: number;
  /** Seconds between two looks at the disk in control mode `poll`. */
  readonly pollSeconds: number;
  /** Whether changes on disk are told to the window, and a failed model is tried again when its folder changes. */
  readonly watchRepository: boolean;
  /** Where the application keeps what is its own, such as earlier saves. */
  readonly stateFolder: string;
  /** Whether code in a model runs only when somebody has seen and approved it in the window. */
  readonly requireApproval: boolean;
  /** A model that asks for a GPU that is not there is refused, rather than run on the CPU. */
  readonly strictGpu: boolean;
  readonly configName: string | undefined;
  readonly autoComplete: boolean;
  readonly httpAddress: string;
  readonly httpPort: number;
  /** Undefined: no gRPC. */
  readonly grpc: EndpointOptions | undefined;
  /** Undefined: no metrics. */
  readonly metrics: MetricsOptions | undefined;
  /** Take the next free port instead of failing. */
  readonly nextFreePort: boolean;
  readonly maxInputBytes: number;
  /** Whether callers may have the server read and write their shared memory. */
  readonly clientSharedMemory: boolean;
  readonly exitTimeoutSeconds: number;
  readonly id: string;
  /** What the server calls itself in the protocol of 2019, which had another default. */
  readonly idOf2019: string;
  /** Settings of the backends by backend, then key; those for all backends are under the empty name. */
  readonly backendConfig: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Bytes of the response cache; 0: there is none. */
  readonly cacheBytes: number;
  readonly log: LogState;
  readonly trace: TraceState;
  readonly announce: 'json' | 'text';
  /** Folder of the built window. */
  readonly pages: string | undefined;
}

const FLAGS = {
  'model-repository': { type: 'string', multiple: true },
  'model-store': { type: 'string', multiple: true },
  'model-control-mode': { type: 'string' },
  'load-model': { type: 'string', multiple: true },
  'model-load-thread-count': { type: 'string' },
  'repository-poll-secs': { type: 'string' },
  'watch-repository': { type: 'string' },
  'state-directory': { type: 'string' },
  'require-approval': { type: 'string' },
  'model-config-name': { type: 'string' },
  'disable-auto-complete-config': { type: 'string' },
  'strict-model-config': { type: 'string' },
  'strict-gpu': { type: 'string' },
  'http-address': { type: 'string' },
  'http-port': { type: 'string' },
  'allow-grpc': { type: 'string' },
  'grpc-address': { type: 'string' },
  'grpc-port': { type: 'string' },
  'next-free-port': { type: 'string' },
  'http-max-input-size': { type: 'string' },
  'allow-client-shm': { type: 'string' },
  'exit-timeout-secs': { type: 'string' },
  'exit-on-error': { type: 'string' },
  id: { type: 'string' },
  'backend-config': { type: 'string', multiple: true },
  'cache-config': { type: 'string', multiple: true },
  'response-cache-byte-size': { type: 'string' },
  announce: { type: 'string' },
  pages: { type: 'string' },
  ...LOG_FLAGS,
  ...METRICS_FLAGS,
  ...TRACE_FLAGS,
} as const;

/** Flags that may stand alone and then mean `true`. */
const SWITCHES = new Set([
  'disable-auto-complete-config',
  'next-free-port',
  'require-approval',
  'strict-gpu',
  'strict-model-config',
  'watch-repository',
]);

/** The original listens everywhere; a desktop does so only when told to. */
const LOOPBACK = '127.0.0.1';

const CONTROL_MODES: readonly string[] = ['none', 'poll', 'explicit'] satisfies readonly ControlMode[];

/** @throws InferdeckError naming the flag and what it may be */
export function parseOptions(args: readonly string[]): ServerOptions {
  const { values } = parse(args);
  const repositories = [...(values['model-repository'] ?? []), ...(values['model-store'] ?? [])];
  if (repositories.length === 0) {
    throw new InferdeckError('invalid-argument', 'No model repository given.', {
      nextStep: 'Say where the models are: --model-repository=/path/to/repository',
    });
  }
  const loadModels = values['load-model'] ?? [];
  if (loadModels.includes('*') && loadModels.length > 1) {
    throw invalidArgument("Wildcard model name '*' must be the ONLY startup model if specified at all.");
  }
  return {
    repositories,
    controlMode: controlModeOf(values['model-control-mode']),
    loadModels,
    loadThreads: wholeNumber('model-load-thread-count', values['model-load-thread-count'], 4, 1, 128),
    pollSeconds: wholeNumber('repository-poll-secs', values['repository-poll-secs'], 15, 1, 86_400),
    watchRepository: truth('watch-repository', values['watch-repository'], false),
    stateFolder: values['state-directory'] ?? envPaths('inferdeck', { suffix: '' }).data,
    requireApproval: truth('require-approval', values['require-approval'], false),
    strictGpu: truth('strict-gpu', values['strict-gpu'], false),
    configName: values['model-config-name'],
    autoComplete: !truth('disable-auto-complete-config', values['disable-auto-complete-config'], false),
    httpAddress: values['http-address'] ?? LOOPBACK,
    httpPort: wholeNumber('http-port', values['http-port'], 8000, 0, 65_535),
    grpc: truth('allow-grpc', values['allow-grpc'], true)
      ? {
          address: values['grpc-address'] ?? LOOPBACK,
          port: wholeNumber('grpc-port', values['grpc-port'], 8001, 0, 65_535),
        }
      : undefined,
    metrics: metricsOptions(values, values['http-address'] ?? LOOPBACK),
    nextFreePort: truth('next-free-port', values['next-free-port'], false),
    maxInputBytes: wholeNumber(
      'http-max-input-size',
      values['http-max-input-size'],
      64 * 1024 ** 2,
      1,
      2 ** 53 - 1,
    ),
    clientSharedMemory: truth('allow-client-shm', values['allow-client-shm'], false),
    exitTimeoutSeconds: wholeNumber('exit-timeout-secs', values['exit-timeout-secs'], 30, 0, 86_400),
    id: values.id ?? 'triton',
    idOf2019: values.id ?? 'inference:0',
    backendConfig: backendConfigOf(values['backend-config'] ?? []),
    cacheBytes: cacheBytesOf(values['cache-config'] ?? [], values['response-cache-byte-size']),
    log: logOptions(values),
    trace: traceOptions(values),
    announce: values.announce === 'json' ? 'json' : 'text',
    pages: values.pages,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof FLAGS }>> {
  const spelled = args.map((arg) => (SWITCHES.has(arg.replace(/^--/, '')) ? `${arg}=true` : arg));
  try {
    return parseArgs({ args: spelled, options: FLAGS, strict: true, allowPositionals: false });
  } catch (error) {
    const flag = spelled.find((arg) => arg.startsWith('-') && !isKnown(arg));
    if (flag === undefined) throw invalidArgument(error instanceof Error ? error.message : String(error));
    throw new InferdeckError('invalid-argument', `Unknown flag ${flag.replace(/=.*/, '')}.`, {
      nextStep: `Known flags: ${Object.keys(FLAGS)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    });
  }
}

function isKnown(arg: string): boolean {
  return Object.hasOwn(FLAGS, arg.replace(/^--/, '').replace(/=.*/, ''));
}

function controlModeOf(text = 'none'): ControlMode {
  if (isControlMode(text)) return text;
  throw invalidArgument(`--model-control-mode must be one of ${CONTROL_MODES.join(', ')}, got '${text}'.`);
}

function isControlMode(text: string): text is ControlMode {
  return CONTROL_MODES.includes(text);
}

/** `local,size=1048576`; the older flag gives the bytes alone. */
function cacheBytesOf(texts: readonly string[], older: string | undefined): number {
  const most = Number.MAX_SAFE_INTEGER;
  const sizes = texts.map((text) => {
    const size = /^local,size=(.*)$/.exec(text)?.[1];
    if (size === undefined)
      throw invalidArgument(`--cache-config must look like 'local,size=BYTES', got '${text}'.`);
    return wholeNumber('cache-config', size, 0, 0, most);
  });
  return Math.max(0, wholeNumber('response-cache-byte-size', older, 0, 0, most), ...sizes);
}

/** `onnxruntime,default-max-batch-size=8`, or without a backend for all of them. */
function backendConfigOf(texts: readonly string[]): ServerOptions['backendConfig'] {
  const all: Record<string, Record<string, string>> = {};
  for (const text of texts) {
    const match = /^(?:([^,=]+),)?([^=]+)=(.*)$/.exec(text);
    if (match === null)
      throw invalidArgument(`--backend-config must look like 'backend,key=value', got '${text}'.`);
    const [, backend = '', key = '', value = ''] = match;
    all[backend] = { ...all[backend], [key]: value };
  }
  return all;
}
