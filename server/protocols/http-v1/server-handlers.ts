import { ServerStatusSchema } from '../grpc-v1/generated/v1_server_status_pb.ts';
import { healthOf } from '../v1/health.ts';
import { requestStatus } from '../v1/request-status.ts';
import { serverStatus, statusOfModel } from '../v1/server-status.ts';
import type { V1Services } from '../v1/services.ts';
import type { V1Call } from './call.ts';
import { messageBody } from './message-body.ts';
import { NOT_ALLOWED, OCTETS, REFUSED, type V1Reply } from './reply.ts';
import { ended, statusHeader } from './status-header.ts';

/** `GET /api/health/live` and `/ready`: 400 with a status of success when it is not. */
export async function answerHealth(services: V1Services, { method, rest }: V1Call): Promise<V1Reply> {
  if (method !== 'GET') return NOT_ALLOWED;
  const mode = /^\/(live|ready)$/.exec(rest)?.[1];
  if (mode === undefined) return REFUSED;
  return await services.calls.during('health', async () => {
    let health = false;
    const reply = await ended(services, () => {
      health = healthOf(services, mode);
    });
    return health ? reply : { ...reply, status: 400 };
  });
}

/** `GET /api/status` and `/api/status/MODEL`. */
export async function answerStatus(services: V1Services, call: V1Call): Promise<V1Reply> {
  if (call.method !== 'GET') return NOT_ALLOWED;
  const path = /^(?:\/(.*))?$/s.exec(call.rest);
  if (path === null) return REFUSED;
  const [, name = ''] = path;
  return await services.calls.during('status', () => statusReply(services, name, call.binary));
}

function statusReply(services: V1Services, name: string, binary: boolean): V1Reply {
  try {
    const message = name === '' ? serverStatus(services) : statusOfModel(services, name);
    const body = [messageBody(ServerStatusSchema, message, binary)];
    const header = statusHeader(requestStatus(services));
    return { status: 200, headers: binary ? [OCTETS, header] : [header], body };
  } catch (error) {
    return { status: 400, headers: [statusHeader(requestStatus(services, error))] };
  }
}

/** `GET /api/profile`, which did nothing in 1.6 and was gone in 1.7; clients of 1.6 may call it. */
export async function answerProfile(services: V1Services, { method, rest }: V1Call): Promise<V1Reply> {
  if (method !== 'GET') return NOT_ALLOWED;
  return rest === '' || rest === '/' ? await ended(services, () => {}) : REFUSED;
}
