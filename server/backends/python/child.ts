import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { formatSize } from '../../format-size.ts';
import type { Logger } from '../../telemetry/log.ts';
import { withinDeadline } from './deadline.ts';
import { openDoorway } from './doorway.ts';
import { encodeFrame, FrameReader } from './frame.ts';
import { type FromChild, readMessage, type ToChild } from './messages.ts';
import type { Parcel } from './parcel.ts';
import { residentBytes } from './process-memory.ts';
import { endProcessTree, type Exit, followOutput, spawnPython } from './process.ts';
import { endedInStart, startsTooLong } from './start-errors.ts';

export interface ChildOptions {
  /** The Python program that runs it. */
  readonly python: string;
  /** Folder of the child's own code. */
  readonly runtime: URL;
  /** How the log calls it. */
  readonly name: string;
  readonly log: Logger;
  /** How long it may take until it calls back. */
  readonly startTimeoutMs: number;
  /** Ends it before it has called back. */
  readonly signal: AbortSignal;
}

type Listener = (message: FromChild, body: Uint8Array<ArrayBuffer>) => void;

/** How long a child that was told to finish may take before it is ended. */
const FINISH_DEADLINE_MS = 10_000;

/** A Python process and the connection to it. */
export class PythonChild {
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #log: Logger;
  readonly #name: string;

  private constructor(process: ChildProcess, exited: Promise<Exit>, socket: Socket, options: ChildOptions) {
    this.exited = exited;
    this.#process = process;
    this.#socket = socket;
    this.#log = options.log;
    this.#name = options.name;
  }

  /** Starts a process and waits until it has called back. @throws InferdeckError when it does not */
  static async start(options: ChildOptions): Promise<PythonChild> {
    const doorway = await openDoorway();
    const process = spawnPython(options.python, options.runtime, doorway);
    const exited = followOutput(process, options.name, options.log);
    try {
      const socket = await withinDeadline(
        Promise.race([doorway.child, exited.then((exit) => Promise.reject(endedInStart(exit)))]),
        options.startTimeoutMs,
        () => startsTooLong(options.name, options.startTimeoutMs),
        options.signal,
      );
      return new PythonChild(process, exited, socket, options);
    } catch (error) {
      endProcessTree(process);
      throw error;
    } finally {
      await doorway.close();
    }
  }

  /** Hears what the child says from now on, but for lines of its log. One listener only. */
  listen(listener: Listener): void {
    const reader = new FrameReader(({ head, body }) => {
      const message = readMessage(head);
      if (message.type === 'log') this.#writeLog(message.level, message.message);
      else listener(message, body);
    });
    this.#socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        this.#log.error(`${this.#name}: ${String(error)}`);
        this.kill();
      }
    });
    this.#socket.resume();
  }

  send(message: ToChild, parcel?: Parcel): void {
    this.#socket.cork();
    for (const part of encodeFrame(message, parcel)) this.#socket.write(part);
    this.#socket.uncork();
  }

  /** Lets the child end by itself; one that does not is ended. Settles when it is gone. */
  async finish(): Promise<void> {
    const held = await residentBytes(this.#process.pid);
    this.send({ type: 'finish' });
    const inTime = await Promise.race([this.exited, delay(FINISH_DEADLINE_MS, undefined, { ref: false })]);
    if (inTime === undefined) this.kill();
    await this.exited;
    this.#socket.destroy();
    const gaveBack = held === undefined ? '' : ` and gave back ${formatSize(held)}`;
    this.#log.info(`${this.#name}: its process has ended${gaveBack}`);
  }

  /** Ends the process at once, with everything that it started. */
  kill(): void {
    endProcessTree(this.#process);
  }

  #writeLog(level: 'info' | 'warn' | 'error' | 'verbose', text: string): void {
    this.#log[level === 'verbose' ? 'debug' : level](text);
  }
}
