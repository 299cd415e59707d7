import { configToJson } from '../../config/json/to-json.ts';
import type { InstanceSpec, LoadWatch } from '../backend.ts';
import { coreShare } from '../core-share.ts';
import { PythonChild } from './child.ts';
import { PythonInstance } from './instance.ts';
import type { StartMessage } from './messages.ts';
import type { PythonSurroundings } from './surroundings.ts';

/** Which class of the runtime runs a model, in which Python. */
export interface ModelHost {
  readonly host: StartMessage['host'];
  readonly python: string;
  readonly watch: LoadWatch;
}

/** As long as the original waits for a process. */
const START_SECONDS = 30;
/** Large models take minutes to read. */
const INITIALIZE_SECONDS = 600;

/** Brings one instance up in a process of its own. @throws InferdeckError with the reason */
export async function startModel(
  spec: InstanceSpec,
  { host, python, watch }: ModelHost,
  { runtime, log, models }: PythonSurroundings,
): Promise<PythonInstance> {
  const { name, parameters } = spec;
  const startTimeoutMs = milliseconds(parameters['stub-timeout-seconds'], START_SECONDS);
  const { signal } = watch;
  const child = await PythonChild.start({
    python,
    runtime,
    name,
    log: log.child({ model: spec.modelName }),
    startTimeoutMs,
    signal,
  });
  return await PythonInstance.start(child, startMessage(spec, host), {
    models,
    signal,
    deadlineMs: milliseconds(parameters['initialize-timeout-seconds'], INITIALIZE_SECONDS),
  });
}

function startMessage(spec: InstanceSpec, host: StartMessage['host']): StartMessage {
  const { name, path, config, placement, parameters } = spec;
  return {
    type: 'start',
    host,
    name,
    path,
    config: configToJson(config),
    decoupled: config.model_transaction_policy?.decoupled === true,
    args: {
      model_name: spec.modelName,
      model_version: String(spec.version),
      model_repository: spec.modelFolder,
      model_instance_name: name,
      model_instance_kind: placement.kind,
      model_instance_device_id: String(placement.deviceId),
    },
    parameters,
    strictGpu: spec.strictGpu,
    threads: coreShare(spec.siblings),
  };
}

/** Seconds from a setting; what is no positive number means the default. */
export function milliseconds(text: string | undefined, defaultSeconds: number): number {
  const seconds = Number(text);
  return (seconds > 0 ? seconds : defaultSeconds) * 1000;
}
