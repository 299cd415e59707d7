import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** A failure that the person has not put away. */
export interface KeptMessage {
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly title: string;
  readonly message: string;
}

interface KeptMessages {
  /** Newest first. */
  readonly messages: readonly KeptMessage[];
  /** Keys of what the server keeps and the person has put away, newest first. */
  readonly putAway: readonly string[];
}

/** More than anybody reads. */
const MOST_MESSAGES = 100;
const MOST_PUT_AWAY = 1000;

/** What stays until it is put away, also when the window is closed. */
export const useKeptMessages = create<KeptMessages>()(
  persist((): KeptMessages => ({ messages: [], putAway: [] }), { name: 'inferdeck.inbox' }),
);

/** Keeps a message until it is put away. */
export function keepMessage(title: string, message: string): void {
  const kept = { key: crypto.randomUUID(), at: Date.now(), title, message };
  useKeptMessages.setState(({ messages }) => ({ messages: [kept, ...messages].slice(0, MOST_MESSAGES) }));
}

/** Puts messages away for good, kept ones and those of the server alike. */
export function putAway(keys: readonly string[]): void {
  useKeptMessages.setState((before) => ({
    messages: before.messages.filter(({ key }) => !keys.includes(key)),
    putAway: [...keys, ...before.putAway].slice(0, MOST_PUT_AWAY),
  }));
}
