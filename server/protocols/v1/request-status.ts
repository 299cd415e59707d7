import { create } from '@bufbuild/protobuf';
import { type ErrorKind, failureOf, InferdeckError } from '../../errors.ts';
import {
  type RequestStatus,
  RequestStatusCode,
  RequestStatusSchema,
} from '../grpc-v1/generated/v1_api_pb.ts';
import type { V1Services } from './services.ts';

const CODES: Readonly<Record<ErrorKind, RequestStatusCode>> = {
  'invalid-argument': RequestStatusCode.INVALID_ARG,
  'not-found': RequestStatusCode.NOT_FOUND,
  'already-exists': RequestStatusCode.ALREADY_EXISTS,
  unavailable: RequestStatusCode.UNAVAILABLE,
  unsupported: RequestStatusCode.UNSUPPORTED,
  internal: RequestStatusCode.INTERNAL,
  cancelled: RequestStatusCode.UNKNOWN,
  unknown: RequestStatusCode.UNKNOWN,
};

/** How a call ended, as every answer of the protocol says it. */
export function requestStatus({ serverId, calls, log }: V1Services, failure?: unknown): RequestStatus {
  const end = { serverId, requestId: calls.nextAnswer() };
  if (failure === undefined) return create(RequestStatusSchema, { ...end, code: RequestStatusCode.SUCCESS });
  if (!(failure instanceof InferdeckError)) log.error({ err: failure }, 'bug while answering a call of 2019');
  const { kind, message } = failureOf(failure);
  return create(RequestStatusSchema, { ...end, code: CODES[kind], msg: message });
}

/** @throws InferdeckError when the server is on its way out */
export function checkOpen({ closing }: V1Services): void {
  if (closing.aborted) throw new InferdeckError('unavailable', 'Server exiting');
}
