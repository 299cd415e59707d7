import { create } from '@bufbuild/protobuf';
import { SharedMemoryStatusSchema } from '../grpc-v1/generated/v1_server_status_pb.ts';
import { loadV1Model, unloadV1Model } from '../v1/model-control.ts';
import { requestStatus } from '../v1/request-status.ts';
import type { V1Services } from '../v1/services.ts';
import { regionList, registerRegion } from '../v1/shared-memory.ts';
import type { V1Call } from './call.ts';
import { messageBody } from './message-body.ts';
import { NOT_ALLOWED, OCTETS, REFUSED, type V1Reply } from './reply.ts';
import { ended, statusHeader } from './status-header.ts';

/** `POST /api/modelcontrol/load/MODEL` and `/unload/MODEL`. */
export async function answerModelControl(services: V1Services, { method, rest }: V1Call): Promise<V1Reply> {
  if (method !== 'POST') return NOT_ALLOWED;
  const path = /^\/(load|unload)\/([^/]+)$/.exec(rest);
  if (path === null) return REFUSED;
  const [, action, name = ''] = path;
  const act = action === 'load' ? loadV1Model : unloadV1Model;
  return await services.calls.during('modelControl', () => ended(services, () => act(services, name)));
}

/** `/api/sharedmemorycontrol/…`: register and unregister by POST, status by GET. */
export async function answerSharedMemory(services: V1Services, call: V1Call): Promise<V1Reply> {
  const [, action, rest = ''] = /^\/(register|unregister|status)(.*)$/s.exec(call.rest) ?? [];
  if (action === undefined) return REFUSED;
  if (call.method !== (action === 'status' ? 'GET' : 'POST')) return NOT_ALLOWED;
  const counted = (work: () => V1Reply | Promise<V1Reply>) => services.calls.during('sharedMemory', work);
  if (action === 'status') {
    return rest === '' ? await counted(() => regionsReply(services, call.binary)) : REFUSED;
  }
  const work = action === 'register' ? registering(services, rest) : unregistering(services, rest);
  return work === undefined ? REFUSED : await counted(() => ended(services, work));
}

/** The key begins with a slash of its own: `/NAME//KEY/OFFSET/SIZE`. */
function registering(services: V1Services, rest: string): (() => void) | undefined {
  const path = /^\/([^/]+)\/(\/[^/]+)\/([0-9]+)\/([0-9]+)$/.exec(rest);
  if (path === null) return undefined;
  const [, name = '', key = '', offset, byteSize] = path;
  return () => registerRegion(services, { name, key, offset: Number(offset), byteSize: Number(byteSize) });
}

/** `/unregisterall` forgets all of them, `/unregister/all` the one of that name. */
function unregistering(services: V1Services, rest: string): (() => void) | undefined {
  if (rest === 'all') return () => services.regions.unregister();
  const name = /^\/([^/]+)$/.exec(rest)?.[1];
  return name === undefined ? undefined : () => services.regions.unregister(name);
}

function regionsReply(services: V1Services, binary: boolean): V1Reply {
  const message = create(SharedMemoryStatusSchema, { sharedMemoryRegion: [...regionList(services)] });
  const header = statusHeader(requestStatus(services));
  return {
    status: 200,
    headers: binary ? [OCTETS, header] : [header],
    body: [messageBody(SharedMemoryStatusSchema, message, binary)],
  };
}
