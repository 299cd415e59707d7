import { Worker } from 'node:worker_threads';

/** A spare thread costs some memory, so few are kept, and not for long. */
const MOST_SPARE = 2;
const SPARE_MS = 10_000;

/**
 * Threads whose session is released, kept for the next instance: to start a thread and the runtime in it takes a tenth of
 * a second of a core, to make a session often a hundredth of that. Hot swaps and reloads live on it.
 */
export class SpareThreads {
  readonly #entry: URL;
  readonly #spare = new Map<Worker, NodeJS.Timeout>();

  /** @param entry the compiled file of worker.ts */
  constructor(entry: URL) {
    this.#entry = entry;
  }

  /** A thread without a session: the one that became spare last, or a new one. */
  take(): Worker {
    const newest = [...this.#spare.keys()].at(-1);
    if (newest === undefined) return new Worker(this.#entry);
    this.#forget(newest);
    newest.ref();
    return newest;
  }

  /** Takes a thread that has released its session; settles when it is kept, or has ended because there are enough. */
  async giveBack(worker: Worker): Promise<void> {
    forgetListeners(worker);
    if (this.#spare.size >= MOST_SPARE) return await end(worker);
    const expire = setTimeout(() => {
      this.#forget(worker);
      void end(worker);
    }, SPARE_MS);
    this.#spare.set(worker, expire.unref());
    // A thread that nobody uses does not keep the process alive; one that ends by itself is no longer spare.
    worker.unref();
    worker.once('error', () => this.#forget(worker));
    worker.once('exit', () => this.#forget(worker));
  }

  #forget(worker: Worker): void {
    clearTimeout(this.#spare.get(worker));
    this.#spare.delete(worker);
    forgetListeners(worker);
  }
}

/** By name, because Node keeps listeners of its own at a worker, without which no message would come any more. */
function forgetListeners(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

/** Nothing runs in it: ending a thread from outside would abort the process only in the middle of a run. */
async function end(worker: Worker): Promise<void> {
  await worker.terminate();
}
