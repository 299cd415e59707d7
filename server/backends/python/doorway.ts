import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameReader } from './frame.ts';
import { readMessage } from './messages.ts';

/** A place on this machine where one child is awaited. */
export interface Doorway {
  /** `unix:/path` or `tcp:port`. */
  readonly address: string;
  /** What the child has to say first. */
  readonly token: string;
  /** The first to come who knows the token; anyone else is turned away. */
  readonly child: Promise<Socket>;
  /** The place is gone; whoever was let in stays. */
  readonly close: () => Promise<void>;
}

/** More than a greeting needs, and little enough for anybody to send. */
const GREETING_LIMIT = 1024;

/** Listens on a Unix socket in a folder that only this user may enter; on Windows, on a port of the loopback. */
export async function openDoorway(): Promise<Doorway> {
  const server = createServer();
  const token = randomBytes(24).toString('hex');
  const child = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => greet(socket, token, resolve));
  });
  const folder = process.platform === 'win32' ? undefined : await mkdtemp(join(tmpdir(), 'inferdeck-'));
  const address = folder === undefined ? await listenOnPort(server) : await listenIn(server, folder);
  return {
    address,
    token,
    child,
    close: async () => {
      server.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listenIn(server: Server, folder: string): Promise<string> {
  const path = join(folder, 'python.sock');
  server.listen(path);
  await once(server, 'listening');
  return `unix:${path}`;
}

async function listenOnPort(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('A TCP server has a port.');
  return `tcp:${place.port}`;
}

function greet(socket: Socket, token: string, letIn: (socket: Socket) => void): void {
  const reader = new FrameReader(({ head }) => {
    if (!knows(head, token)) throw new Error('A stranger.');
    socket.off('data', read).pause();
    letIn(socket);
  }, GREETING_LIMIT);
  const read = (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch {
      socket.destroy();
    }
  };
  socket.on('data', read);
  // A broken connection shows in the end of its process.
  socket.on('error', () => {});
  socket.setNoDelay();
}

function knows(head: unknown, token: string): boolean {
  const message = readMessage(head);
  if (message.type !== 'hello') return false;
  const [said, expected] = [Buffer.from(message.token), Buffer.from(token)];
  return said.length === expected.length && timingSafeEqual(said, expected);
}
