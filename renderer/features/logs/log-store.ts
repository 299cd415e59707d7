import { KEPT_LINES, type LogLine } from '../../../server/telemetry/logs/contract.ts';
import type { LogSearch } from './log-search.ts';
import { joined, NO_LINES, type ShownLines, shownOf, since } from './shown-lines.ts';

/** What is known of the log. */
export interface LogSnapshot extends ShownLines {
  /** Lines that the window has, shown or not. */
  readonly total: number;
}

/** The lines that a window has read, with those that it shows. New lines are looked at once, not all of them again. */
export class LogStore {
  #lines: readonly LogLine[] = [];
  #filter: LogSearch = {};
  #words = '';
  #snapshot: LogSnapshot = { ...NO_LINES, total: 0 };
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  /** Oldest first. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  show(filter: LogSearch, words: string): void {
    this.#filter = filter;
    this.#words = words;
    this.#tell(shownOf(this.#lines, filter, words));
  }

  /** @param lines newer than all that are here */
  append(lines: readonly LogLine[]): void {
    const all = [...this.#lines, ...lines];
    const shown = joined(this.#snapshot, shownOf(lines, this.#filter, this.#words));
    const first = all.at(-KEPT_LINES)?.id;
    this.#lines = first === undefined ? all : all.slice(-KEPT_LINES);
    this.#tell(first === undefined ? shown : since(shown, first));
  }

  /** @param lines older than all that are here */
  prepend(lines: readonly LogLine[]): void {
    this.#lines = [...lines, ...this.#lines];
    this.#tell(joined(shownOf(lines, this.#filter, this.#words), this.#snapshot));
  }

  #tell({ rows, hits }: ShownLines): void {
    this.#snapshot = { rows, hits, total: this.#lines.length };
    for (const listener of this.#listeners) listener();
  }
}
