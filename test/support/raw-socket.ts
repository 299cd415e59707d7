import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A bare connection of a caller who need not keep to any protocol. */
export interface RawSocket {
  readonly socket: Socket;
  /** Settles with all that came when the other side has closed the connection, in whichever way. */
  readonly closed: Promise<string>;
  /** Settles with what came until then as soon as it holds a text. */
  readonly holds: (text: string) => Promise<string>;
}

/** Connects to a port of this machine. */
export function rawSocket(port: number): RawSocket {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  // A caller who is cut off while it writes hears of a reset.
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  const holds = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (received.includes(text)) resolve(received);
      };
      socket.on('data', look);
      void closed.then(() => reject(new Error(`Closed before '${text}' came: ${received}`)));
      look();
    });
  return { socket, closed, holds };
}
