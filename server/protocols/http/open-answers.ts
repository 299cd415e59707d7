import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The answers to inference that are not sent to their last byte yet, by connection. */
export class OpenAnswers {
  readonly #open = new Map<Socket, Set<ServerResponse>>();

  add({ socket }: IncomingMessage, response: ServerResponse): void {
    const answers = this.#open.get(socket) ?? this.#begin(socket);
    answers.add(response);
    response.once('close', () => answers.delete(response));
  }

  /** An answer that waits behind another one does not hear of the end of its connection. */
  #begin(socket: Socket): Set<ServerResponse> {
    const answers = new Set<ServerResponse>();
    this.#open.set(socket, answers);
    socket.once('close', () => this.#open.delete(socket));
    return answers;
  }

  /** Settles when those that are open now are sent, or when whoever asked has gone. */
  async sent(): Promise<void> {
    const connections = [...this.#open].filter(([, answers]) => answers.size > 0);
    await Promise.all(
      connections.map(([socket, answers]) =>
        Promise.race([
          once(socket, 'close'),
          Promise.all([...answers].map((response) => once(response, 'close'))),
        ]),
      ),
    );
  }
}
