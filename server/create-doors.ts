import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from './options.ts';
import type { Door, EndpointOptions } from './protocols/endpoints.ts';
import { grpcFrontDoor } from './protocols/grpc/front-door.ts';
import { grpcV1 } from './protocols/grpc-v1/adapter.ts';
import { grpcV2 } from './protocols/grpc-v2/adapter.ts';
import { bindHttp } from './protocols/listen.ts';
import { type MetricsSources, metricsServer } from './protocols/metrics/metrics-door.ts';
import type { Services } from './create-services.ts';

export type DoorName = 'http' | 'grpc' | 'metrics';

/** Where the HTTP server shall listen. */
export function httpEndpoint({ httpAddress: address, httpPort: port }: ServerOptions): EndpointOptions {
  return { address, port };
}

/** The ports that the command line asks for, none of them open yet. */
export function createDoors(
  options: ServerOptions,
  app: FastifyInstance,
  services: Services,
  { devices, cache }: Pick<MetricsSources, 'devices' | 'cache'>,
): readonly Door<DoorName>[] {
  const doors: Door<DoorName>[] = [
    { name: 'http', options: httpEndpoint(options), bind: bindHttp(app.server), close: () => hangUp(app) },
  ];
  if (options.grpc !== undefined) {
    const methods = [...grpcV2(services.v2), ...grpcV1(services.v1)];
    const ready = () => services.v2.models.ready;
    const { bind, close } = grpcFrontDoor(methods, ready, options.restricted.grpc);
    doors.push({ name: 'grpc', options: options.grpc, bind, close });
  }
  if (options.metrics !== undefined) {
    const server = metricsServer({ models: services.v2.models, devices, cache }, options.metrics);
    doors.push({
      name: 'metrics',
      options: options.metrics,
      bind: bindHttp(server),
      close: () => closed(server),
    });
  }
  return doors;
}

/** Fastify closes only what it made listen itself, and a window keeps its event stream open for ever. */
async function hangUp(app: FastifyInstance): Promise<void> {
  await app.close();
  await closed(app.server);
}

/** Ends every connection. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
