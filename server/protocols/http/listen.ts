import type { Server } from 'node:http';
import { InferdeckError } from '../../errors.ts';
import { portOwner } from './port-owner.ts';

const PORTS_TO_TRY = 100;

export interface ListenOptions {
  readonly address: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Take the next free port when this one is in use. */
  readonly nextFreePort: boolean;
}

/**
 * Makes a server listen.
 * @returns the port it got
 * @throws InferdeckError naming the port and, where the system tells, the program that has it
 */
export async function listen(server: Server, options: ListenOptions): Promise<number> {
  const last = options.nextFreePort ? Math.min(options.port + PORTS_TO_TRY, 65_535) : options.port;
  for (let port = options.port; port <= last; port += 1) {
    const failure = await tryPort(server, options.address, port);
    if (failure === undefined) return portOf(server);
    if (failure.code !== 'EADDRINUSE') throw cannotListen(options.address, port, failure);
  }
  const owner = await portOwner(options.port);
  throw new InferdeckError(
    'unavailable',
    `Port ${options.port} on ${options.address} is in use${owner === undefined ? '' : ` by ${owner}`}.`,
    { nextStep: `End that program, or choose another port with --http-port.` },
  );
}

function tryPort(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve(undefined);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new InferdeckError('internal', 'The server has no port.');
  return address.port;
}

function cannotListen(address: string, port: number, cause: NodeJS.ErrnoException): InferdeckError {
  const why = cause.code === 'EACCES' ? 'permission denied' : cause.message;
  return new InferdeckError('unavailable', `Cannot listen on ${address}:${port}: ${why}.`, {
    nextStep: 'Choose another address or port with --http-address and --http-port.',
    cause,
  });
}
