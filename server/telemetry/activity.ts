import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ActivityEntry } from './activity-entry.ts';

/** What a new operation is. */
export type ActivityStart = Pick<ActivityEntry, 'kind' | 'subject'> &
  Partial<Pick<ActivityEntry, 'id' | 'phase' | 'progress' | 'canCancel'>>;

/** What can change of an operation. */
export type ActivityChange = Partial<Omit<ActivityEntry, 'id' | 'kind' | 'subject' | 'startedAt'>>;

/** Entries that are remembered. */
const KEPT = 500;

/** What the server has done and is doing, in memory. */
export class Activity {
  /** Emits `change` with an entry whenever it begins, moves on or ends. */
  readonly events = new EventEmitter<{ change: [entry: ActivityEntry] }>();
  readonly #entries = new Map<string, ActivityEntry>();

  /** Newest first. */
  get entries(): readonly ActivityEntry[] {
    return [...this.#entries.values()].reverse();
  }

  begin(start: ActivityStart): ActivityEntry {
    const entry: ActivityEntry = {
      id: randomUUID(),
      state: 'running',
      startedAt: new Date().toISOString(),
      canCancel: false,
      canUndo: false,
      ...start,
    };
    this.#entries.set(entry.id, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > KEPT && oldest !== undefined) this.#entries.delete(oldest);
    this.events.emit('change', entry);
    return entry;
  }

  /** Brings an entry up to date; one that is over loses its phase and progress. Unknown ids are nothing to do. */
  update(id: string, change: ActivityChange): void {
    const before = this.#entries.get(id);
    if (before === undefined) return;
    const entry = { ...before, ...change };
    this.#entries.set(id, entry);
    this.events.emit('change', entry);
  }

  /** Ends an operation now. */
  end(id: string, change: ActivityChange & { readonly state: ActivityEntry['state'] }): void {
    this.update(id, { endedAt: new Date().toISOString(), canCancel: false, ...change });
  }
}
