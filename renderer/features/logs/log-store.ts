import { KEPT_LINES, type LogLine } from '../../../server/telemetry/logs/contract.ts';
import type { LogSearch } from './log-search.ts';
import { joined, NO_LINES, passing, type ShownLines, shownOf, since } from './shown-lines.ts';
import { searchInSlices } from './search-in-slices.ts';

/** What is known of the log. */
export interface LogSnapshot extends ShownLines {
  /** Lines that the window has, shown or not. */
  readonly total: number;
  /** Whether not all lines have been searched yet. */
  readonly searching: boolean;
}

/** The lines that a window has read, with those that it shows. New lines are looked at once, not all of them again. */
export class LogStore {
  #lines: readonly LogLine[] = [];
  #filter: LogSearch = {};
  #words = '';
  #stopSearch: (() => void) | undefined;
  #snapshot: LogSnapshot = { ...NO_LINES, total: 0, searching: false };
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

  /** Shows what a filter lets through at once, and what holds the words as soon as it is found. */
  show(filter: LogSearch, words: string): void {
    this.#stopSearch?.();
    this.#stopSearch = undefined;
    this.#filter = filter;
    this.#words = words;
    const rows = passing(this.#lines, filter);
    if (words !== '') this.#stopSearch = searchInSlices(rows, words, (hits) => this.#found(rows, hits));
    this.#tell({ rows, hits: [] });
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

  /** Takes over what was found in some lines; older and newer ones that came meanwhile were searched as they came. */
  #found(searched: readonly LogLine[], hits: readonly number[]): void {
    this.#stopSearch = undefined;
    const { rows, hits: others } = this.#snapshot;
    const [first = 0, last = 0] = [searched[0]?.id, searched.at(-1)?.id];
    const kept = rows[0]?.id ?? 0;
    const older = others.filter((hit) => hit < first);
    const newer = others.filter((hit) => hit > last);
    this.#tell({ rows, hits: [...older, ...hits.filter((hit) => hit >= kept), ...newer] });
  }

  #tell({ rows, hits }: ShownLines): void {
    const searching = this.#stopSearch !== undefined;
    this.#snapshot = { rows, hits, total: this.#lines.length, searching };
    for (const listener of this.#listeners) listener();
  }
}
