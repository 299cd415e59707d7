/**
 * Load from a process of its own: reads one job as JSON from its standard input, prints what it measured as JSON.
 */
import { text } from 'node:stream/consumers';
import { Connection, requestBytes } from './connection.ts';
import { quantile } from './measure.ts';

export interface LoadJob {
  readonly port: number;
  readonly path: string;
  readonly bodyBase64: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Connections, each with at most one call in flight. */
  readonly clients: number;
  /** Calls a second; left out: as many as the server takes. */
  readonly rate?: number;
  /** Before anything is counted. */
  readonly warmUpMs: number;
  readonly milliseconds: number;
}

export interface LoadReport {
  /** Calls a second that were answered with 200. */
  readonly rate: number;
  readonly answered: number;
  readonly failed: number;
  /** Milliseconds from when a call was due until its answer was there. */
  readonly p50: number;
  readonly p99: number;
}

/** Calls as fast as answers come, or when they are due. */
class Load {
  readonly #job: LoadJob;
  readonly #request: Buffer;
  readonly #times: number[] = [];
  #failed = 0;
  #end = 0;
  #due = 0;

  constructor(job: LoadJob) {
    this.#job = job;
    this.#request = requestBytes(job.path, Buffer.from(job.bodyBase64, 'base64'), job.headers);
  }

  async run(milliseconds: number): Promise<LoadReport> {
    const began = performance.now();
    this.#times.length = 0;
    this.#failed = 0;
    this.#due = began;
    this.#end = began + milliseconds;
    await Promise.all(Array.from({ length: this.#job.clients }, () => this.#client()));
    const seconds = (performance.now() - began) / 1000;
    const [p50, p99] = [quantile(this.#times, 0.5), quantile(this.#times, 0.99)];
    const answered = this.#times.length;
    return { rate: answered / seconds, answered, failed: this.#failed, p50, p99 };
  }

  async #client(): Promise<void> {
    let connection = new Connection(this.#job.port);
    for (let due = await this.#next(); due < this.#end; due = await this.#next()) {
      try {
        await connection.call(this.#request);
        this.#times.push(performance.now() - due);
      } catch {
        this.#failed += 1;
        connection.close();
        connection = new Connection(this.#job.port);
      }
    }
    connection.close();
  }

  /** When the next call is due: a client that is late takes it at once, and its lateness counts. */
  async #next(): Promise<number> {
    if (this.#job.rate === undefined) return performance.now();
    const due = this.#due;
    this.#due += 1000 / this.#job.rate;
    const wait = due - performance.now();
    if (wait > 0 && due < this.#end) await new Promise((resolve) => setTimeout(resolve, wait));
    return due;
  }
}

const job: LoadJob = JSON.parse(await text(process.stdin));
const load = new Load(job);
await load.run(job.warmUpMs);
console.log(JSON.stringify(await load.run(job.milliseconds)));
