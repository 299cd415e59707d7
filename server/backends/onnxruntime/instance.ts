import type { Worker } from 'node:worker_threads';
import { InferdeckError } from '../../errors.ts';
import { split } from '../../tensors/batch.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { BackendInstance, Execution, ExecutionRequest, InstanceSpec, RunsOn } from '../backend.ts';
import { splitRuns } from './join-runs.ts';
import type { FromWorker, RunResult, SessionSource, ToWorker } from './messages.ts';
import { packRequests, sameForm } from './pack.ts';
import type { SpareThreads } from './spare-threads.ts';

/** An execution that was asked for. */
interface Waiting {
  readonly requests: readonly ExecutionRequest[];
  readonly resolve: (execution: Execution) => void;
  readonly reject: (error: Error) => void;
}

/** How long a thread may be busy with what was handed over at once; nothing of it can be cancelled or overtaken. */
const LOOK_AHEAD_NS = 250_000;
const MOST_AT_ONCE = 32;
/** Weight of the newest run in the running mean. */
const NEWEST = 0.2;

/** One session in a thread of its own. */
export class OnnxInstance implements BackendInstance {
  readonly died: Promise<Error>;
  readonly runsOn: RunsOn;
  readonly #worker: Worker;
  readonly #threads: SpareThreads;
  /** Asked for since the last hand-over. */
  #next: Waiting[] = [];
  /** Handed over, oldest first. */
  #running: (readonly Waiting[])[] = [];
  #meanRunNs = Number.POSITIVE_INFINITY;
  #closing = false;
  #closed: Promise<void> | undefined;
  #dead: Error | undefined;

  private constructor(threads: SpareThreads, spec: InstanceSpec, runsOn: RunsOn) {
    this.runsOn = runsOn;
    this.#threads = threads;
    const worker = threads.take();
    this.#worker = worker;
    this.died = new Promise((resolve) => {
      const die = (reason: string) => {
        if (this.#closing || this.#dead !== undefined) return;
        const error = new InferdeckError(
          'internal',
          `The instance ${spec.name} ended unexpectedly: ${reason}.`,
        );
        this.#dead = error;
        // Told first, so that nobody hands this instance the next batch when the current one fails.
        resolve(error);
        this.#rejectAll(error);
      };
      worker.once('error', (error) => die(error.message));
      worker.once('exit', (code) => die(`exit code ${code}`));
    });
    worker.on('message', (message: FromWorker) => this.#receive(message));
  }

  /** Waits until the session is made. @throws InferdeckError with the runtime's reason */
  static async create(
    threads: SpareThreads,
    source: SessionSource,
    spec: InstanceSpec,
    runsOn: RunsOn,
  ): Promise<OnnxInstance> {
    const instance = new OnnxInstance(threads, spec, runsOn);
    const ready = new Promise<void>((resolve, reject) => {
      instance.#worker.once('message', (message: FromWorker) => {
        if (message.type !== 'load-failed') return resolve();
        reject(new InferdeckError('invalid-argument', `onnx runtime error: ${message.message}`));
      });
    });
    instance.#send({ type: 'create', source });
    try {
      await Promise.race([ready, instance.died.then((error) => Promise.reject(error))]);
    } catch (error) {
      instance.#closing = true;
      await instance.#worker.terminate();
      throw error;
    }
    return instance;
  }

  /** While runs are short, several are handed over at once: moving them between threads takes longer than they do. */
  get room(): number {
    return Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(LOOK_AHEAD_NS / this.#meanRunNs)));
  }

  execute(requests: readonly ExecutionRequest[]): Promise<Execution> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      if (this.#next.length === 0) queueMicrotask(() => this.#handOver());
      this.#next.push({ requests, resolve, reject });
    });
  }

  /** One message for everything of one form that was asked for together. */
  #handOver(): void {
    const next = this.#next;
    this.#next = [];
    for (const group of groupsOf(next)) {
      const { batch, transfer } = packRequests(
        group.flatMap(({ requests }) => requests),
        group.length,
      );
      this.#running.push(group);
      this.#send({ type: 'execute', batch }, transfer);
    }
  }

  #send(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  close(): Promise<void> {
    this.#closed ??= this.#dead === undefined ? this.#release() : Promise.resolve();
    return this.#closed;
  }

  async #release(): Promise<void> {
    this.#closing = true;
    const released = new Promise<boolean>((resolve) => {
      this.#worker.on('message', ({ type }: FromWorker) => type === 'released' && resolve(true));
      this.#worker.once('exit', () => resolve(false));
    });
    this.#send({ type: 'release' });
    if (await released) await this.#threads.giveBack(this.#worker);
  }

  #receive(message: FromWorker): void {
    if (message.type !== 'executed') return;
    const group = this.#running.shift() ?? [];
    splitRuns(message.results).forEach((result, index) => {
      const waiting = group[index];
      if (waiting !== undefined) this.#settle(waiting, result);
    });
  }

  #settle({ requests, resolve, reject }: Waiting, result: RunResult): void {
    if (result.state === 'failed') {
      return reject(new InferdeckError('internal', `onnx runtime error: ${result.message}`));
    }
    const { infer } = result.times;
    this.#meanRunNs = Number.isFinite(this.#meanRunNs)
      ? this.#meanRunNs + NEWEST * (infer - this.#meanRunNs)
      : infer;
    resolve({ outputs: outputsOf(requests, result.outputs), times: result.times });
  }

  #rejectAll(error: Error): void {
    const waiting = [...this.#running.flat(), ...this.#next];
    this.#running = [];
    this.#next = [];
    for (const { reject } of waiting) reject(error);
  }
}

/** Runs of equal requests that follow each other; a batch stays by itself. */
function groupsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  for (const one of waiting) {
    const group = groups.at(-1);
    if (group !== undefined && mayJoin(group, one)) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function mayJoin([first]: readonly Waiting[], { requests }: Waiting): boolean {
  const [a] = first?.requests.length === 1 ? first.requests : [];
  const [b] = requests.length === 1 ? requests : [];
  return a !== undefined && b !== undefined && sameForm(a, b);
}

/** Splits what came out of a batch into what each of its requests wants. */
function outputsOf(requests: readonly ExecutionRequest[], outputs: readonly Tensor[]): Tensor[][] {
  const rows = requests.map(({ inputs }) => inputs[0]?.shape[0] ?? 1);
  const pieces = new Map(outputs.map((output) => [output.name, split(output, rows)]));
  return requests.map((request, index) => request.outputs.flatMap((name) => pieces.get(name)?.[index] ?? []));
}
