import { type FileHandle, open } from 'node:fs/promises';
import type { TraceEntry } from './trace.ts';

interface OpenFile {
  readonly handle: FileHandle;
  /** Where the closing bracket is. */
  readonly end: number;
  readonly traces: number;
}

/** Writes traces as JSON arrays that are whole after every trace. */
export class TraceFiles {
  readonly #path: string;
  readonly #failed: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #file: OpenFile | undefined;
  #number = 0;

  /** @param failed told when a file cannot be written */
  constructor(path: string, failed: (error: unknown) => void) {
    this.#path = path;
    this.#failed = failed;
  }

  /** @param frequency traces for each file, which are numbered then; 0 puts all into one */
  write(entries: readonly TraceEntry[], frequency: number): void {
    this.#last = this.#last.then(() => this.#write(entries, frequency)).catch(this.#failed);
  }

  /** Settles when everything is written. */
  async close(): Promise<void> {
    await this.#last;
    await this.#file?.handle.close();
    this.#file = undefined;
  }

  async #write(entries: readonly TraceEntry[], frequency: number): Promise<void> {
    const file = this.#file ?? (await this.#open(frequency));
    const text = entries.map((entry) => JSON.stringify(entry)).join(',\n');
    const bytes = Buffer.from(`${file.traces === 0 ? '[' : ',\n'}${text}]`);
    await file.handle.write(bytes, 0, bytes.length, file.end);
    this.#file = { ...file, end: file.end + bytes.length - 1, traces: file.traces + 1 };
    if (frequency > 0 && this.#file.traces >= frequency) {
      await file.handle.close();
      this.#file = undefined;
    }
  }

  async #open(frequency: number): Promise<OpenFile> {
    const path = frequency > 0 ? `${this.#path}.${this.#number}` : this.#path;
    this.#number += 1;
    return { handle: await open(path, 'w'), end: 0, traces: 0 };
  }
}
