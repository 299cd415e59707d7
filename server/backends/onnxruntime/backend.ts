import { Worker } from 'node:worker_threads';
import { InferdeckError } from '../../errors.ts';
import type { Backend, BackendInstance, Execution, ExecutionRequest, InstanceSpec } from '../backend.ts';
import { inspectOnnx, onnxFileOf } from './inspect.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { sessionSettings } from './session-settings.ts';

/**
 * ONNX models on ONNX Runtime, one thread for each instance.
 * @param workerEntry the compiled or source file of worker.ts
 */
export function onnxRuntimeBackend(workerEntry: URL): Backend {
  return {
    name: 'onnxruntime',
    inspect: ({ path }) => inspectOnnx(path),
    createInstance: async (spec) => {
      const start: WorkerStart = { path: await onnxFileOf(spec.path), sessionOptions: sessionSettings(spec) };
      const worker = new Worker(workerEntry, { workerData: start, name: spec.name });
      return await OnnxInstance.started(worker, spec);
    },
  };
}

interface Waiting {
  readonly resolve: (execution: Execution) => void;
  readonly reject: (error: Error) => void;
}

class OnnxInstance implements BackendInstance {
  readonly died: Promise<Error>;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #waiting: Waiting | undefined;
  #closing = false;
  #dead: Error | undefined;

  private constructor(worker: Worker, spec: InstanceSpec) {
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
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
        this.#settle((waiting) => waiting.reject(error));
      };
      worker.once('error', (error) => die(error.message));
      worker.once('exit', (code) => die(`exit code ${code}`));
    });
    worker.on('message', (message: FromWorker) => this.#receive(message));
  }

  /** Waits until the session is made. @throws InferdeckError with the runtime's reason */
  static async started(worker: Worker, spec: InstanceSpec): Promise<OnnxInstance> {
    const instance = new OnnxInstance(worker, spec);
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', (message: FromWorker) => {
        if (message.type !== 'load-failed') return resolve();
        reject(new InferdeckError('invalid-argument', `onnx runtime error: ${message.message}`));
      });
    });
    try {
      await Promise.race([ready, instance.died.then((error) => Promise.reject(error))]);
    } catch (error) {
      instance.#closing = true;
      await worker.terminate();
      throw error;
    }
    return instance;
  }

  execute(requests: readonly ExecutionRequest[]): Promise<Execution> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      // What else a request carries cannot travel to another thread.
      const message: ToWorker = {
        type: 'execute',
        requests: requests.map(({ inputs, outputs }) => ({ inputs, outputs })),
      };
      this.#worker.postMessage(message, buffersOf(requests));
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    const message: ToWorker = { type: 'close' };
    this.#worker.postMessage(message);
    await this.#exited;
  }

  #receive(message: FromWorker): void {
    if (message.type === 'executed') this.#settle((waiting) => waiting.resolve(message.execution));
    if (message.type === 'execute-failed') {
      const error = new InferdeckError('internal', `onnx runtime error: ${message.message}`);
      this.#settle((waiting) => waiting.reject(error));
    }
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) how(waiting);
  }
}

/** Every buffer once: the tensors of a request are often views into its one body. */
function buffersOf(requests: readonly ExecutionRequest[]): ArrayBuffer[] {
  return [...new Set(requests.flatMap((request) => request.inputs.map((tensor) => tensor.data.buffer)))];
}
