import { InferdeckError } from '../../errors.ts';
import type {
  BackendInstance,
  CustomMetric,
  Execution,
  ExecutionRequest,
  ModelAnswer,
  RunsOn,
} from '../backend.ts';
import { CallAnswers } from './answer-calls.ts';
import type { PythonChild } from './child.ts';
import { withinDeadline } from './deadline.ts';
import { executionOf, type Keyed, modelAnswerOf, requestHeads } from './convert.ts';
import type { FromChild, MessageOf, StartMessage } from './messages.ts';
import type { ModelCalls } from './model-calls.ts';
import { Parcel } from './parcel.ts';
import type { Exit } from './process.ts';
import { endedInStart, startFailed, startsTooLong } from './start-errors.ts';

type Body = Uint8Array<ArrayBuffer>;
type Answer = (answer: ModelAnswer) => void;

interface Waiting {
  readonly requests: readonly Keyed[];
  readonly resolve: (execution: Execution) => void;
  readonly reject: (error: Error) => void;
}

/** What a caller hears whose request was in a process that died. */
const NOT_HEALTHY = 'Stub process is not healthy.';
/** How long a model may think about whether it is ready. */
const READY_DEADLINE_MS = 5000;

/** A model in a Python process of its own. */
export class PythonInstance implements BackendInstance {
  readonly died: Promise<Error>;
  readonly #child: PythonChild;
  readonly #calls: CallAnswers;
  readonly #name: string;
  /** Callers of decoupled requests whose final answer has not come, by key. */
  readonly #answering = new Map<number, Answer>();
  #die: (error: Error) => void = () => {};
  #starting: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;
  /** By the number that the child gave it. */
  readonly #metrics = new Map<number, CustomMetric>();
  #waiting: Waiting | undefined;
  #runsOn: RunsOn | undefined;
  #readiness: ((ready: boolean) => void)[] = [];
  #lastKey = 0;
  #state: 'alive' | 'closing' | 'dead' = 'alive';

  private constructor(child: PythonChild, name: string, models: ModelCalls) {
    this.#child = child;
    this.#name = name;
    this.#calls = new CallAnswers(child, models);
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    void this.#awaitEnd();
    child.listen((message, body) => this.#receive(message, body));
  }

  /** Loads a model in a child. @throws InferdeckError with the framework's reason; the child has ended then */
  static async start(
    child: PythonChild,
    start: StartMessage,
    {
      models,
      deadlineMs,
      signal,
    }: { readonly models: ModelCalls; readonly deadlineMs: number; readonly signal: AbortSignal },
  ): Promise<PythonInstance> {
    const instance = new PythonInstance(child, start.name, models);
    try {
      const started = new Promise<void>((resolve, reject) => {
        instance.#starting = { resolve, reject };
        child.send(start);
      });
      await withinDeadline(started, deadlineMs, () => startsTooLong(start.name, deadlineMs), signal);
    } catch (error) {
      instance.#state = 'closing';
      child.kill();
      throw error;
    }
    return instance;
  }

  /** As the framework said when it had loaded the model. */
  get runsOn(): RunsOn {
    return this.#runsOn ?? { device: 'CPU', provider: 'cpu', remarks: [] };
  }

  get metrics(): readonly CustomMetric[] {
    return [...this.#metrics.values()];
  }

  execute(requests: readonly ExecutionRequest[]): Promise<Execution> {
    if (this.#state !== 'alive') return Promise.reject(new InferdeckError('internal', NOT_HEALTHY));
    return new Promise((resolve, reject) => {
      const keyed = requests.map((request) => ({ key: (this.#lastKey += 1), request }));
      this.#waiting = { requests: keyed, resolve, reject };
      for (const { key, request } of keyed) this.#expect(key, request);
      const parcel = new Parcel();
      this.#child.send({ type: 'execute', requests: requestHeads(keyed, parcel) }, parcel);
    });
  }

  async isReady(): Promise<boolean> {
    if (this.#state !== 'alive') return false;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), READY_DEADLINE_MS);
      this.#readiness.push((ready) => {
        clearTimeout(timer);
        resolve(ready);
      });
      this.#child.send({ type: 'is-ready' });
    });
  }

  async #awaitEnd(): Promise<void> {
    const exit = await this.#child.exited;
    this.#starting?.reject(endedInStart(exit));
    // Told first, so that nobody hands this instance the next batch when the current one fails.
    if (this.#state === 'alive') this.#die(this.#obituary(exit));
    this.#state = 'dead';
    this.#failEveryone();
  }

  async close(): Promise<void> {
    if (this.#state === 'alive') this.#state = 'closing';
    await this.#child.finish();
  }

  #expect(key: number, { answer, context }: ExecutionRequest): void {
    if (answer !== undefined) this.#answering.set(key, answer);
    this.#calls.began(key, context?.trace);
    context?.signal?.addEventListener('abort', () => this.#child.send({ type: 'cancel', key }), {
      once: true,
    });
  }

  #receive(message: FromChild, body: Body): void {
    switch (message.type) {
      case 'started':
        this.#runsOn = message.runsOn ?? undefined;
        return this.#starting?.resolve();
      case 'start-failed':
        return this.#starting?.reject(startFailed(message));
      case 'executed':
        return this.#settle(({ requests, resolve }) => resolve(executionOf(message, body, requests)));
      case 'execute-failed':
        return this.#failBatch(message.message);
      case 'answer':
        return this.#answer(message, body);
      case 'metric':
        return void this.#metrics.set(message.metric, message);
      case 'readiness':
        return this.#readiness.shift()?.(message.ready);
      case 'infer':
        return void this.#calls.infer(message, body);
      case 'control':
        return void this.#calls.control(message);
      case 'cancel-call':
        return this.#calls.cancel(message);
      case 'hello':
      case 'completed':
      case 'log':
    }
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    for (const { key } of waiting.requests) if (!this.#answering.has(key)) this.#calls.ended(key);
    how(waiting);
  }

  #failBatch(reason: string): void {
    this.#settle(({ requests, reject }) => {
      for (const { key } of requests) this.#answering.delete(key);
      reject(new InferdeckError('internal', reason));
    });
  }

  #answer(message: MessageOf<'answer'>, body: Body): void {
    const answer = this.#answering.get(message.key);
    if (message.final) {
      this.#answering.delete(message.key);
      this.#calls.ended(message.key);
    }
    answer?.(modelAnswerOf(message, body));
  }

  #failEveryone(): void {
    this.#failBatch(NOT_HEALTHY);
    const error = new InferdeckError('internal', NOT_HEALTHY);
    for (const answer of this.#answering.values()) answer({ state: 'error', error, final: true });
    this.#answering.clear();
    for (const tell of this.#readiness) tell(false);
    this.#readiness = [];
  }

  #obituary({ how }: Exit): InferdeckError {
    return new InferdeckError(
      'internal',
      `Stub process '${this.#name}' is not healthy: it ended with ${how}.`,
    );
  }
}
