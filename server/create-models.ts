import type { FrameworkSurvey } from './backends/python/interpreters/survey.ts';
import { type BackendEntries, createBackends } from './create-backends.ts';
import { logBackends } from './log-backends.ts';
import type { DevicesReading } from './devices/contract.ts';
import type { Devices } from './devices/devices.ts';
import { CodeApproval } from './lifecycle/code-approval.ts';
import { loadSources } from './lifecycle/load-source.ts';
import { modelCalls } from './lifecycle/model-calls.ts';
import { MemoryMeter } from './lifecycle/memory-meter.ts';
import { type LoadSourceOf, ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import { ModelSettings } from './repository/model-settings.ts';
import { Approvals } from './repository/trust/approvals.ts';
import { RateLimiter } from './scheduling/rate-limiter.ts';
import { ResponseCache } from './scheduling/response-cache.ts';
import type { Logger } from './telemetry/log.ts';

/** The models of the repositories, none of them loaded yet, and how their folders become something that can be. */
export async function createModels(
  options: ServerOptions,
  {
    log,
    backendEntries,
    devices,
  }: { readonly log: Logger; readonly backendEntries: BackendEntries; readonly devices: Devices },
): Promise<{
  readonly models: ServedModels;
  readonly sourceOf: LoadSourceOf;
  readonly survey: FrameworkSurvey;
  /** Undefined: answers are not kept. */
  readonly cache: ResponseCache | undefined;
}> {
  const approvals = await Approvals.open(options.stateFolder);
  const { backends, survey } = createBackends(
    backendEntries,
    modelCalls(() => models),
    { log, stateFolder: options.stateFolder },
  );
  logBackends(backends, options.backendConfig, log);
  const settings = await ModelSettings.open(options.stateFolder);
  const meter = new MemoryMeter();
  const cache = options.cacheBytes > 0 ? new ResponseCache(options.cacheBytes) : undefined;
  const sourceOf = loadSources({
    backends,
    autoComplete: options.autoComplete,
    gpus: async () => gpusIn(devices.last ?? (await devices.look())),
    strictGpu: options.strictGpu,
    backendSettings: options.backendConfig,
    infer: (request) => models.infer(request),
    cache,
    meter,
    rateLimiter: options.rateLimits === undefined ? undefined : new RateLimiter(options.rateLimits),
    log,
  });
  const models: ServedModels = new ServedModels({
    repositories: options.repositories,
    controlMode: options.controlMode,
    configName: options.configName,
    loadThreads: options.loadThreads,
    loadRetries: options.loadRetries,
    strictReadiness: options.strictReadiness,
    sourceOf,
    settings,
    meter,
    approval: new CodeApproval({ approvals, always: options.requireApproval }),
    log,
  });
  return { models, sourceOf, survey, cache };
}

/** Cards that instances can be put on; the frameworks here know those of NVIDIA by number. */
function gpusIn({ gpus }: DevicesReading): readonly number[] {
  const cards = gpus.state === 'known' ? gpus.value.cards : [];
  return cards.filter(({ vendor }) => vendor === 'NVIDIA').map(({ index }) => index);
}
