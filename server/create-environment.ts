import { env } from 'onnxruntime-node';
import { tryProviders } from './backends/onnxruntime/try-providers.ts';
import type { FrameworkSurvey } from './backends/python/interpreters/survey.ts';
import { type DoorName, httpEndpoint } from './create-doors.ts';
import type { Devices } from './devices/devices.ts';
import type { AskedPort } from './environment/check-ports.ts';
import { Environment } from './environment/environment.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import type { EndpointOptions } from './protocols/endpoints.ts';
import { portOwner } from './protocols/port-owner.ts';

interface Surroundings {
  readonly devices: Devices;
  readonly survey: FrameworkSurvey;
  readonly models: ServedModels;
  readonly open: ReadonlyMap<DoorName, EndpointOptions>;
  /** Source or bundle of the ONNX Runtime worker. */
  readonly onnxWorker: URL;
}

/** The check of this computer, over what this server was told and has. */
export function createEnvironment(
  options: ServerOptions,
  { devices, survey, models, open, onnxWorker }: Surroundings,
): Environment {
  return new Environment({
    devices,
    survey,
    runtimeVersion: env.versions.node ?? env.versions.common,
    tryProviders: onceTried(onnxWorker),
    ports: () => askedPorts(options, open),
    portOwner,
    folders: () => models.repositories.map(({ path }) => ({ title: 'Model repository', path })),
  });
}

/** Libraries that were not found are not looked for again by the same process, so that one trial tells it all. */
function onceTried(onnxWorker: URL): () => ReturnType<typeof tryProviders> {
  let trials: ReturnType<typeof tryProviders> | undefined;
  return () => {
    trials ??= tryProviders(onnxWorker).catch((error: unknown) => {
      trials = undefined;
      throw error;
    });
    return trials;
  };
}

function askedPorts(
  options: ServerOptions,
  open: ReadonlyMap<DoorName, EndpointOptions>,
): readonly AskedPort[] {
  const { grpc, metrics } = options;
  return [
    { title: 'HTTP', flag: '--http-port', asked: httpEndpoint(options).port, open: open.get('http') },
    { title: 'gRPC', flag: '--grpc-port', asked: grpc?.port, open: grpc && open.get('grpc') },
    { title: 'Metrics', flag: '--metrics-port', asked: metrics?.port, open: metrics && open.get('metrics') },
  ];
}
