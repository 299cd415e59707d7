import { connect, type Socket } from 'node:net';

/** A request as the bytes that go out. */
export function requestBytes(
  path: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Buffer {
  const fields = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': body.byteLength });
  const lines = [`POST ${path} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/**
 * One kept-alive connection with one call in flight. It does as little as can be done, because what the caller costs is
 * taken from the server that it measures.
 */
export class Connection {
  readonly #port: number;
  #socket: Socket;
  #head = '';
  /** Bytes of the answer that are still to come; undefined while its head is not complete. */
  #missing: number | undefined;
  #settle: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  constructor(port: number) {
    this.#port = port;
    this.#socket = this.#open();
  }

  /** Settles when the answer is read to its end. @throws when it is not 200 */
  call(request: Buffer): Promise<void> {
    // Servers hang up on who has been silent for some seconds.
    if (this.#socket.destroyed || !this.#socket.readable) this.#socket = this.#open();
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1').setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => {
      if (socket === this.#socket) this.#settle?.reject(new Error('The server hung up.'));
    });
    return socket;
  }

  #take(chunk: Buffer): void {
    if (this.#missing !== undefined) return this.#count(this.#missing - chunk.length);
    this.#head += chunk.toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#head)?.[1]);
    this.#count(length - (this.#head.length - end - 4));
  }

  #count(missing: number): void {
    this.#missing = missing;
    if (missing > 0) return;
    const status = this.#head.slice(0, this.#head.indexOf('\r'));
    this.#head = '';
    this.#missing = undefined;
    if (status.includes(' 200 ')) this.#settle?.resolve();
    else this.#settle?.reject(new Error(status));
  }
}
