import { EventEmitter } from 'node:events';
import { KEPT_LINES, type LogLine, type LogRecord } from './contract.ts';

/** Longer texts are cut: a model may print what it likes. */
const LONGEST_TEXT = 8192;

/** Together, so that a hundred thousand long lines are no burden either. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

/** The last lines of the log, in memory. Old ones make room for new ones. */
export class LogLines {
  /** Emits `added` with each new line. */
  readonly events = new EventEmitter<{ added: [line: LogLine] }>();
  /** The line of an id lies at the remainder of its division by the capacity. */
  readonly #slots: (LogLine | undefined)[] = [];
  readonly #capacity: number;
  readonly #mostCharacters: number;
  #oldest = 1;
  #newest = 0;
  #characters = 0;

  constructor(capacity = KEPT_LINES, mostCharacters = KEPT_CHARACTERS) {
    this.#capacity = capacity;
    this.#mostCharacters = mostCharacters;
    // Every open window listens.
    this.events.setMaxListeners(0);
  }

  /** The id of the oldest line that is kept; one more than `newest` when there is none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** The id of the newest line; 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  add({ text, detail, ...record }: LogRecord): void {
    const line: LogLine = {
      id: this.#newest + 1,
      ...record,
      text: cut(text),
      ...(detail !== undefined && { detail: cut(detail) }),
    };
    if (this.#newest - this.#oldest + 1 === this.#capacity) this.#forgetOldest();
    this.#newest = line.id;
    this.#slots[line.id % this.#capacity] = line;
    this.#characters += lengthOf(line);
    while (this.#characters > this.#mostCharacters && this.#oldest < this.#newest) this.#forgetOldest();
    this.events.emit('added', line);
  }

  /** The line of an id, while it is kept. */
  line(id: number): LogLine | undefined {
    return id < this.#oldest || id > this.#newest ? undefined : this.#slots[id % this.#capacity];
  }

  #forgetOldest(): void {
    const slot = this.#oldest % this.#capacity;
    const line = this.#slots[slot];
    if (line !== undefined) this.#characters -= lengthOf(line);
    this.#slots[slot] = undefined;
    this.#oldest += 1;
  }
}

function lengthOf({ text, detail }: LogLine): number {
  return text.length + (detail?.length ?? 0);
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
