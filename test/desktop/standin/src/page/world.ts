import { type Crossing, isFunctionMark, mapLeaves } from './crossing.ts';

interface Call {
  readonly id: number;
  readonly to: string;
  readonly function: number;
  readonly args: Crossing;
}

type Answer = { readonly id: number; readonly to: string } & (
  | { readonly state: 'value'; readonly value: Crossing }
  | { readonly state: 'error'; readonly message: string }
  | { readonly state: 'later' }
);

/**
 * One world's end of the bridge: functions of the other world can be called as if they were here. A function that
 * gives a promise there gives a promise here.
 */
export class World {
  readonly #name: string;
  readonly #channel: string;
  readonly #functions: ((...args: unknown[]) => unknown)[] = [];
  readonly #settlers = new Map<number, (answer: Answer) => void>();
  #lastCall = 0;

  constructor(name: string, channel: string) {
    this.#name = name;
    this.#channel = channel;
    this.listen('call', (call: Call) => call.to === name && this.#serve(call));
    this.listen('answer', (answer: Answer) => answer.to === name && this.#settlers.get(answer.id)?.(answer));
  }

  listen(kind: string, listener: (detail: never) => void): void {
    window.addEventListener(`${this.#channel}-${kind}`, (event) =>
      listener((event as CustomEvent).detail as never),
    );
  }

  tell(kind: string, detail: unknown): void {
    window.dispatchEvent(new CustomEvent(`${this.#channel}-${kind}`, { detail }));
  }

  /** Makes a value ready for the other world. */
  give(value: unknown): Crossing {
    return mapLeaves(value, (leaf) =>
      typeof leaf === 'function'
        ? { standinFunction: this.#functions.push(leaf as () => unknown) - 1 }
        : leaf,
    );
  }

  /** A value of the other world, with its functions callable. */
  take(value: Crossing): unknown {
    return mapLeaves(value, (leaf) =>
      isFunctionMark(leaf) ? (...args: unknown[]) => this.#call(leaf.standinFunction, args) : leaf,
    );
  }

  #other(): string {
    return this.#name === 'main' ? 'isolated' : 'main';
  }

  #call(target: number, args: readonly unknown[]): unknown {
    const id = (this.#lastCall += 1);
    let now: Answer | undefined;
    this.#settlers.set(id, (answer) => {
      now = answer;
    });
    this.tell('call', { id, to: this.#other(), function: target, args: this.give(args) });
    if (now === undefined) throw new Error('The other world of the page did not answer.');
    if (now.state !== 'later') return this.#settled(now);
    return new Promise((resolve, reject) => {
      this.#settlers.set(id, (answer) => {
        try {
          resolve(this.#settled(answer));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #settled(answer: Answer): unknown {
    this.#settlers.delete(answer.id);
    if (answer.state === 'error') throw new Error(answer.message);
    return answer.state === 'value' ? this.take(answer.value) : undefined;
  }

  #serve({ id, function: target, args }: Call): void {
    const answer = (rest: object) => this.tell('answer', { id, to: this.#other(), ...rest });
    const fail = (error: unknown) =>
      answer({ state: 'error', message: error instanceof Error ? error.message : String(error) });
    const succeed = (value: unknown) => answer({ state: 'value', value: this.give(value) });
    try {
      const value = this.#functions[target]?.(...(this.take(args) as unknown[]));
      if (!(value instanceof Promise)) return succeed(value);
      answer({ state: 'later' });
      value.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  }
}
