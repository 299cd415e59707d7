import type { DoorName } from './create-doors.ts';
import type { EndpointOptions } from './protocols/endpoints.ts';

/** What the server of 2019 called its doors, in the order in which it told of them. */
const SERVICES: readonly (readonly [door: DoorName, line: string])[] = [
  ['grpc', 'Started GRPCService at'],
  ['http', 'Starting HTTPService at'],
  ['metrics', 'Starting Metrics Service at'],
];

/** What the log says when the ports are open, in the words of 2019, which scripts wait for. */
export function doorLines(serverId: string, open: ReadonlyMap<DoorName, EndpointOptions>): readonly string[] {
  const services = SERVICES.flatMap(([door, line]) => {
    const endpoint = open.get(door);
    return endpoint === undefined ? [] : [`${line} ${endpoint.address}:${endpoint.port}`];
  });
  return [`Starting endpoints, '${serverId}' listening on`, ...services];
}
