import type { ServerResponse } from 'node:http';
import type { CallerSignal } from '../../backends/backend.ts';

/** Set off when the connection closes before the answer is out. Much cheaper to make than an AbortSignal. */
export class HangUp implements CallerSignal {
  #aborted = false;
  readonly #listeners: (() => void)[] = [];

  constructor(response: ServerResponse) {
    response.once('close', () => {
      if (!response.writableFinished) this.#setOff();
    });
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  /** It is set off at most once, so every listener is called at most once. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  #setOff(): void {
    this.#aborted = true;
    for (const listener of this.#listeners) listener();
  }
}
