import type { Execution, ExecutionRequest } from '../../server/backends/backend.ts';
import type { Clock } from '../../server/scheduling/clock.ts';
import type { QueuedRequest } from '../../server/scheduling/scheduler.ts';

/** Time that stands still until a test moves it. */
export class HeldClock implements Clock {
  #now = 0;
  #alarms: { readonly at: number; readonly call: () => void }[] = [];

  readonly now = () => this.#now;

  readonly after = (milliseconds: number, call: () => void) => {
    const alarm = { at: this.#now + milliseconds, call };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  };

  /** At once, unless a test wants to hold this, too. */
  soon = (call: () => void): void => call();

  /** How many alarms are set. */
  get alarms(): number {
    return this.#alarms.length;
  }

  /** Moves on, and rings what is due. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#alarms.filter(({ at }) => at <= this.#now);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
    for (const { call } of due) call();
  }
}

/** Instances that run what they are given only when the test says so. */
export class HeldPool {
  /** The batches handed over so far: the ids of their requests. */
  readonly batches: string[][] = [];
  /** Of those that run. */
  readonly #finish: (() => void)[] = [];
  readonly #instances: number;
  readonly #room: number;
  freed: () => void = () => {};

  /** @param room batches that each takes at once */
  constructor(instances: number, room = 1) {
    this.#instances = instances;
    this.#room = room;
  }

  get hasIdle(): boolean {
    return this.#finish.length < this.#instances;
  }

  get hasRoom(): boolean {
    return this.#finish.length < this.#instances * this.#room;
  }

  execute(batch: readonly ExecutionRequest[]): Promise<Execution> {
    this.batches.push(batch.map(idOf));
    return new Promise((resolve) => {
      this.#finish.push(() => {
        const times = { input: 1, infer: 2, output: 3 };
        resolve({ outputs: batch.map(({ inputs }) => inputs), times });
        this.freed();
      });
    });
  }

  /** Lets the batch that was handed over first, or the one with this number, finish. */
  finish(batch = 0): void {
    this.#finish.splice(batch, 1)[0]?.();
  }
}

/** A request of one INT32 input, named by its id. */
export function requestOf(
  id: string,
  more: Partial<QueuedRequest> & { readonly width?: number } = {},
): QueuedRequest {
  const { width = 4, batchSize = 1, ...rest } = more;
  const data = new Uint8Array(batchSize * width * 4);
  return {
    inputs: [{ name: 'x', datatype: 'INT32', shape: [batchSize, width], data }],
    outputs: ['y'],
    prefix: `[request id: ${id}] `,
    batchSize,
    ...rest,
    context: { id, parameters: {} },
  };
}

function idOf({ context }: ExecutionRequest): string {
  return context?.id ?? '';
}
