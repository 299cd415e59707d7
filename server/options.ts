import { parseArgs } from 'node:util';
import envPaths from 'env-paths';
import { invalidArgument, InferdeckError } from './errors.ts';
import type { ControlMode } from './lifecycle/served-models.ts';
import { controlModeOf2019, FLAGS_OF_2019, traceOf2019 } from './options/flags-of-2019.ts';
import { FLAGS_WITHOUT_EFFECT, withoutEffect } from './options/flags-without-effect.ts';
import { FORWARDING_FLAGS, forwardingOptions } from './options/forwarding-flags.ts';
import { LOG_FLAGS, logOptions } from './options/log-options.ts';
import { METRICS_FLAGS, type MetricsOptions, metricsOptions } from './options/metrics-options.ts';
import { RATE_LIMIT_FLAGS, rateLimitOptions } from './options/rate-limit-flags.ts';
import { RESTRICTED_FLAGS, restrictedOptions } from './options/restricted-flags.ts';
import { TRACE_FLAGS, traceOptions } from './options/trace-options.ts';
import { truth, wholeNumber } from './options/values.ts';
import type { EndpointOptions } from './protocols/endpoints.ts';
import type { HeaderForwarding } from './protocols/v2/forwarded-headers.ts';
import type { ResourceLimit } from './scheduling/rate-limiter.ts';
import type { Restrictions } from './protocols/v2/restricted-apis.ts';
import type { LogState } from './telemetry/log-settings.ts';
import type { TraceState } from './telemetry/trace/trace-state.ts';

/** The command line, understood. Flags have the names and defaults of the original server's. */
export interface ServerOptions {
  readonly repositories: readonly string[];
  readonly controlMode: ControlMode;
  /** Models loaded at start; `*` is all of them. */
  readonly loadModels: readonly string[];
  readonly loadThreads: number;
  /** How often a load that failed is tried again at once. */
  readonly loadRetries: number;
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
  /** Whether the server is ready only when every model is that shall be. */
  readonly strictReadiness: boolean;
  readonly configName: string | undefined;
  readonly autoComplete: boolean;
  readonly httpAddress: string;
  readonly httpPort: number;
  /** Origins whose pages may call the protocol of today; `*` stands for all. */
  readonly allowedOrigins: readonly string[];
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
  /** How long the server still answers after it has begun to say that it is not ready. */
  readonly drainSeconds: number;
  readonly id: string;
  /** What the server calls itself in the protocol of 2019, which had another default. */
  readonly idOf2019: string;
  /** Settings of the backends by backend, then key; those for all backends are under the empty name. */
  readonly backendConfig: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Bytes of the response cache; 0: there is none. */
  readonly cacheBytes: number;
  readonly log: LogState;
  readonly trace: TraceState;
  /** Parts of the protocols that only those may use who send a header. */
  /** What instances share; undefined: each runs as soon as it is free. */
  readonly rateLimits: readonly ResourceLimit[] | undefined;
  readonly restricted: { readonly http: Restrictions; readonly grpc: Restrictions };
  /** Headers that models hear of. */
  readonly forwarding: HeaderForwarding;
  readonly announce: 'json' | 'text';
  /** Folder of the built window. */
  readonly pages: string | undefined;
  /** What the log should say about flags that were given. */
  readonly remarks: readonly string[];
}

const FLAGS = {
  'model-repository': { type: 'string', multiple: true },
  'model-control-mode': { type: 'string' },
  'load-model': { type: 'string', multiple: true },
  'model-load-thread-count': { type: 'string' },
  'model-load-retry-count': { type: 'string' },
  'repository-poll-secs': { type: 'string' },
  'watch-repository': { type: 'string' },
  'state-directory': { type: 'string' },
  'require-approval': { type: 'string' },
  'model-config-name': { type: 'string' },
  'disable-auto-complete-config': { type: 'string' },
  'strict-model-config': { type: 'string' },
  'strict-gpu': { type: 'string' },
  'strict-readiness': { type: 'string' },
  'http-address': { type: 'string' },
  'http-port': { type: 'string' },
  'http-cors-origin': { type: 'string', multiple: true },
  'allow-grpc': { type: 'string' },
  'grpc-address': { type: 'string' },
  'grpc-port': { type: 'string' },
  'next-free-port': { type: 'string' },
  'http-max-input-size': { type: 'string' },
  'allow-client-shm': { type: 'string' },
  'exit-timeout-secs': { type: 'string' },
  'drain-secs': { type: 'string' },
  id: { type: 'string' },
  'backend-config': { type: 'string', multiple: true },
  'cache-config': { type: 'string', multiple: true },
  'response-cache-byte-size': { type: 'string' },
  announce: { type: 'string' },
  pages: { type: 'string' },
  ...LOG_FLAGS,
  ...METRICS_FLAGS,
  ...TRACE_FLAGS,
  ...RATE_LIMIT_FLAGS,
  ...RESTRICTED_FLAGS,
  ...FORWARDING_FLAGS,
  ...FLAGS_OF_2019,
  ...FLAGS_WITHOUT_EFFECT,
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
    controlMode: controlModeOf(values),
    loadModels,
    loadThreads: wholeNumber('model-load-thread-count', values['model-load-thread-count'], 4, 1, 128),
    loadRetries: wholeNumber('model-load-retry-count', values['model-load-retry-count'], 0, 0, 1000),
    pollSeconds: wholeNumber('repository-poll-secs', values['repository-poll-secs'], 15, 0, 86_400),
    watchRepository: truth('watch-repository', values['watch-repository'], false),
    stateFolder: values['state-directory'] ?? envPaths('inferdeck', { suffix: '' }).data,
    requireApproval: truth('require-approval', values['require-approval'], false),
    strictGpu: truth('strict-gpu', values['strict-gpu'], false),
    strictReadiness: truth('strict-readiness', values['strict-readiness'], true),
    configName: values['model-config-name'],
    autoComplete: completes(values),
    httpAddress: values['http-address'] ?? LOOPBACK,
    httpPort: wholeNumber('http-port', values['http-port'], 8000, 0, 65_535),
    grpc: grpcOf(values),
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
    drainSeconds: wholeNumber('drain-secs', values['drain-secs'], 0, 0, 86_400),
    id: values.id ?? 'triton',
    idOf2019: values.id ?? 'inference:0',
    backendConfig: backendConfigOf(values['backend-config'] ?? []),
    cacheBytes: cacheBytesOf(values['cache-config'] ?? [], values['response-cache-byte-size']),
    log: logOptions(values),
    trace: { ...traceOptions(values), ...traceOf2019(values) },
    restricted: restrictedOptions(values),
    forwarding: forwardingOptions(values),
    rateLimits: rateLimitOptions(values),
    allowedOrigins: (values['http-cors-origin'] ?? []).map(originOf),
    announce: values.announce === 'json' ? 'json' : 'text',
    pages: values.pages,
    remarks: withoutEffect(values),
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

type Values = ReturnType<typeof parse>['values'];

/** @throws InferdeckError naming the flag */
function controlModeOf(values: Values): ControlMode {
  const mode = values['model-control-mode'] ?? controlModeOf2019(values);
  if (!isControlMode(mode)) {
    throw invalidArgument(`--model-control-mode must be one of ${CONTROL_MODES.join(', ')}, got '${mode}'.`);
  }
  return mode === 'poll' && Number(values['repository-poll-secs']) === 0 ? 'none' : mode;
}

/** The flag of today counts before the one of 2019, which says the opposite. */
function completes(values: Values): boolean {
  const { 'disable-auto-complete-config': disabled, 'strict-model-config': strict } = values;
  return disabled === undefined
    ? !truth('strict-model-config', strict, false)
    : !truth('disable-auto-complete-config', disabled, false);
}

/** A port of -1 turned the service off in 2019. */
function grpcOf(values: Values): EndpointOptions | undefined {
  const { 'allow-grpc': allowed, 'grpc-address': address = LOOPBACK, 'grpc-port': port } = values;
  if (port === '-1' || !truth('allow-grpc', allowed, true)) return undefined;
  return { address, port: wholeNumber('grpc-port', port, 8001, 0, 65_535) };
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

/** @throws InferdeckError when it is no origin: a scheme and a host, and nothing after them */
function originOf(text: string): string {
  if (text === '*' || (URL.canParse(text) && new URL(text).origin === text)) return text;
  throw invalidArgument(
    `--http-cors-origin must be an origin like https://example.com, or *, got '${text}'.`,
  );
}
