import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright-core';

/** One target of the browser, or the browser itself, in Chromium's DevTools protocol. */
export type Session = Pick<CDPSession, 'send' | 'on' | 'off'>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

type Settle = (message: Message) => void;

/** The protocol over Chromium's debugging pipe: JSON messages, each closed by a NUL. */
export class Connection {
  readonly browser: Session;
  readonly #out: Writable;
  readonly #waiting = new Map<number, Settle>();
  readonly #events = new Map<string, EventEmitter>();
  #lastId = 0;
  #closed = false;

  constructor(out: Writable, incoming: Readable) {
    this.#out = out;
    this.browser = this.session('');
    let rest = Buffer.alloc(0);
    incoming.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#receive(JSON.parse(rest.toString('utf8', 0, end)));
        rest = rest.subarray(end + 1);
      }
    });
    incoming.on('close', () => this.#end());
    out.on('error', () => this.#end());
  }

  session(sessionId: string): Session {
    const events = new EventEmitter().setMaxListeners(0);
    this.#events.set(sessionId, events);
    const send = (method: string, params: object = {}) => this.#send(sessionId, method, params);
    const session = { send, on: events.on.bind(events), off: events.off.bind(events) };
    return session as unknown as Session;
  }

  #send(sessionId: string, method: string, params: object): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium is gone.`));
    const id = (this.#lastId += 1);
    const target = sessionId === '' ? {} : { sessionId };
    this.#out.write(`${JSON.stringify({ id, method, params, ...target })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
    });
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      this.#events.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const settle = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    settle?.(message);
  }

  #end(): void {
    this.#closed = true;
    for (const settle of this.#waiting.values()) settle({ error: { message: 'Chromium is gone.' } });
    this.#waiting.clear();
  }
}
