import type { MessageInitShape } from '@bufbuild/protobuf';
import { InferdeckError } from '../../errors.ts';
import { type GrpcMethod, unary } from '../grpc/method.ts';
import { loadV1Model, unloadV1Model } from '../v1/model-control.ts';
import { requestStatus } from '../v1/request-status.ts';
import type { V1Services } from '../v1/services.ts';
import { regionList, registerRegion } from '../v1/shared-memory.ts';
import {
  GRPCService,
  ModelControlRequest_Type as Action,
  type SharedMemoryControlRequest,
  type SharedMemoryControlRequest_Register as Registration,
  type SharedMemoryControlResponseSchema,
} from './generated/v1_grpc_service_pb.ts';
import { readSharedMemoryControl } from './control-of-1-6.ts';
import { outcome } from './outcome.ts';

type SharedMemoryAnswer = MessageInitShape<typeof SharedMemoryControlResponseSchema>;

/** Models and regions of shared memory that come and go. */
export function controlMethods(services: V1Services): readonly GrpcMethod[] {
  const { modelControl, sharedMemoryControl } = GRPCService.method;
  const { calls } = services;
  return [
    unary(modelControl, ({ modelName, type }) =>
      calls.during('modelControl', async () => {
        const act = type === Action.LOAD ? loadV1Model : unloadV1Model;
        const { failure } = await outcome(() => act(services, modelName));
        return { requestStatus: requestStatus(services, failure) };
      }),
    ),
    reading(
      readSharedMemoryControl,
      unary(sharedMemoryControl, ({ sharedMemoryControl: control }) =>
        calls.during('sharedMemory', async () => {
          const { failure, result = {} } = await outcome(() => controlRegions(services, control));
          return { requestStatus: requestStatus(services, failure), ...result };
        }),
      ),
    ),
  ];
}

/** A method whose requests come in more than one form. */
function reading(read: (bytes: Uint8Array) => unknown, method: GrpcMethod): GrpcMethod {
  return { ...method, definition: { ...method.definition, requestDeserialize: read } };
}

function controlRegions(
  services: V1Services,
  control: SharedMemoryControlRequest['sharedMemoryControl'],
): SharedMemoryAnswer {
  const { regions } = services;
  if (control.case === 'status') return { sharedMemoryControlResponse: regionStatus(services) };
  if (control.case === 'register') register(services, control.value);
  else if (control.case === 'unregister') regions.unregister(control.value.name);
  else if (control.case === 'unregisterAll') regions.unregister();
  else throw new InferdeckError('unknown', 'unknown sharedmemorycontrol request type');
  return {};
}

function register(services: V1Services, { name, offset, byteSize, sharedMemoryTypes }: Registration): void {
  if (sharedMemoryTypes.case === 'cudaSharedMemory') {
    throw new InferdeckError('internal', 'only system shared memory is supported currently');
  }
  const key = sharedMemoryTypes.value?.sharedMemoryKey ?? '';
  registerRegion(services, { name, key, offset: Number(offset), byteSize: Number(byteSize) });
}

function regionStatus(services: V1Services): NonNullable<SharedMemoryAnswer['sharedMemoryControlResponse']> {
  const list = [...regionList(services)];
  return { case: 'sharedMemoryStatus', value: { sharedMemoryRegion: list, asReadByClients: list } };
}
