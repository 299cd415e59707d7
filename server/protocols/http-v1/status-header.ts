import {
  type RequestStatus,
  RequestStatusCode,
  RequestStatusSchema,
} from '../grpc-v1/generated/v1_api_pb.ts';
import { requestStatus } from '../v1/request-status.ts';
import type { V1Services } from '../v1/services.ts';
import { oneLineText } from '../v1/text-format.ts';
import type { V1Reply } from './reply.ts';

/** How a call ended, as a header. */
export function statusHeader(status: RequestStatus): readonly [string, string] {
  return ['NV-Status', oneLineText(RequestStatusSchema, status)];
}

/** Does something that is answered with nothing but how it ended. */
export async function ended(services: V1Services, work: () => void | Promise<void>): Promise<V1Reply> {
  try {
    await work();
    return endReply(requestStatus(services));
  } catch (error) {
    return endReply(requestStatus(services, error));
  }
}

function endReply(status: RequestStatus): V1Reply {
  return { status: status.code === RequestStatusCode.SUCCESS ? 200 : 400, headers: [statusHeader(status)] };
}
