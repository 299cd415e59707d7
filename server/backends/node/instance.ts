import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { InferdeckError } from '../../errors.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { BackendInstance, Execution, ExecutionRequest, LoadWatch } from '../backend.ts';
import type { FromNode, NodeStart, ToNode } from './contract.ts';

export interface NodeInstanceOptions {
  /** Source or bundle of worker.ts. */
  readonly entry: URL;
  readonly start: NodeStart;
  /** Megabytes of JavaScript objects that a thread may hold; more ends the thread alone. */
  readonly memoryMegabytes: number;
  readonly log: Logger;
  readonly watch: LoadWatch;
}

interface Waiting {
  readonly resolve: (execution: Execution) => void;
  readonly reject: (error: Error) => void;
}

const FINISH_DEADLINE_MS = 5000;

/** A `model.mjs` in a thread of its own, which can be ended at any time. */
export class NodeInstance implements BackendInstance {
  readonly died: Promise<Error>;
  readonly #worker: Worker;
  readonly #name: string;
  readonly #exited: Promise<void>;
  #waiting: Waiting | undefined;
  #state: 'alive' | 'closing' | 'dead' = 'alive';

  private constructor(worker: Worker, name: string) {
    this.#worker = worker;
    this.#name = name;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    this.died = new Promise((resolve) => {
      const die = (reason: string) => {
        if (this.#state !== 'alive') return;
        this.#state = 'dead';
        const error = new InferdeckError('internal', `The thread of ${name} ended: ${reason}.`);
        // Told first, so that nobody hands this instance the next batch when the current one fails.
        resolve(error);
        this.#settle(({ reject }) => reject(error));
      };
      worker.once('error', (error) => die(error.message));
      worker.once('exit', (code) => die(`exit code ${code}`));
    });
    worker.on('message', (message: FromNode) => this.#receive(message));
  }

  /** Waits until the model is loaded. @throws InferdeckError with what its code raised */
  static async start({
    entry,
    start,
    memoryMegabytes,
    log,
    watch,
  }: NodeInstanceOptions): Promise<NodeInstance> {
    const { instanceName: name, modelName: model } = start.args;
    const worker = new Worker(entry, {
      workerData: start,
      name,
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    createInterface({ input: worker.stdout }).on('line', (line) => log.info({ model }, `${name}: ${line}`));
    createInterface({ input: worker.stderr }).on('line', (line) => log.warn({ model }, `${name}: ${line}`));
    const instance = new NodeInstance(worker, name);
    const callOff = () => void worker.terminate();
    watch.signal.addEventListener('abort', callOff, { once: true });
    try {
      await Promise.race([started(worker), instance.died.then((error) => Promise.reject(error))]);
      return instance;
    } catch (error) {
      instance.#state = 'closing';
      await worker.terminate();
      watch.signal.throwIfAborted();
      throw error;
    } finally {
      watch.signal.removeEventListener('abort', callOff);
    }
  }

  execute(requests: readonly ExecutionRequest[]): Promise<Execution> {
    if (this.#state !== 'alive') {
      return Promise.reject(new InferdeckError('internal', `The thread of ${this.#name} has ended.`));
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#send({
        type: 'execute',
        requests: requests.map(({ inputs, outputs, context }) => ({
          id: context?.id ?? '',
          inputs,
          outputs,
          parameters: context?.parameters ?? {},
        })),
      });
    });
  }

  async close(): Promise<void> {
    if (this.#state === 'dead') return;
    this.#state = 'closing';
    this.#send({ type: 'finish' });
    await Promise.race([this.#exited, delay(FINISH_DEADLINE_MS, undefined, { ref: false })]);
    await this.#worker.terminate();
  }

  #send(message: ToNode): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromNode): void {
    if (message.type === 'execute-failed') {
      const reason = `Failed to process the request(s) for model '${this.#name}', message: ${message.message}`;
      this.#settle(({ reject }) => reject(new InferdeckError('internal', reason)));
    }
    if (message.type === 'executed') this.#settle(({ resolve }) => resolve(executionOf(message)));
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) how(waiting);
  }
}

function started(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: FromNode) => {
      if (message.type === 'start-failed') reject(new InferdeckError('internal', message.message));
      else resolve();
    });
  });
}

function executionOf({ results, times }: Extract<FromNode, { type: 'executed' }>): Execution {
  const failures = new Map(
    results.flatMap((result, index) =>
      result.state === 'failed' ? [[index, new InferdeckError(result.kind, result.message)]] : [],
    ),
  );
  const parameters = new Map(
    results.flatMap((result, index) =>
      result.state === 'done' && result.parameters !== undefined ? [[index, result.parameters]] : [],
    ),
  );
  const outputs = results.map((result) => (result.state === 'done' ? result.outputs : []));
  return { outputs, failures, parameters, times };
}
