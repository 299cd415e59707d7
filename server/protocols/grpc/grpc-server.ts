import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import type { GrpcMethod } from './method.ts';

/** The largest message that the wire format has room for, both ways; the library's own limit is 4 MiB. */
const MOST_BYTES = 2 ** 31 - 1;

/** The library would write lines of its own on stderr, beside the log, that say less than its errors do. */
setLogVerbosity(logVerbosity.NONE);

/** A gRPC server that is ready to listen. */
export interface GrpcServer {
  /** @returns the port it got. @throws ErrnoException of the system when it cannot have it */
  readonly bind: (address: string, port: number) => Promise<number>;
  /** Refuses new calls and settles when those that run are answered. */
  readonly close: () => Promise<void>;
}

/** Puts services on one port. */
export function grpcServer(methods: readonly GrpcMethod[]): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': MOST_BYTES,
    'grpc.max_send_message_length': MOST_BYTES,
  });
  for (const { definition, handle } of methods) {
    server.addService({ [definition.path]: definition }, { [definition.path]: handle });
  }
  return {
    bind: (address, port) => bind(server, address, port),
    close: () => new Promise((resolve) => server.tryShutdown(() => resolve())),
  };
}

function bind(server: Server, address: string, port: number): Promise<number> {
  const host = address.includes(':') ? `[${address}]` : address;
  return new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(Object.assign(error, { code: systemCodeOf(error) }));
    });
  });
}

/** The library keeps the system's code in its text only. */
function systemCodeOf(error: Error): string | undefined {
  return /\b(E[A-Z]{4,})\b/.exec(error.message)?.[1];
}
