import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { create } from 'zustand';
import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';
import { activityQuery } from '../../queries/desk.ts';
import { type KeptMessage, useKeptMessages } from '../../ui/kept-messages.ts';
import { entryTitle } from '../activity/entry-title.ts';

/** A failure that waits to be read. */
export interface InboxItem extends KeptMessage {
  /** The model that it is about, where it is about one. */
  readonly model?: string;
  /** Whether loading the model is what failed. */
  readonly isLoad: boolean;
}

/** Whether the inbox is open. */
export const useInboxOpen = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export function setInboxOpen(opened: boolean): void {
  useInboxOpen.setState({ opened });
}

/** What failed in the server and in this window and was not put away, newest first. */
export function useInbox(): readonly InboxItem[] {
  const { data: entries } = useQuery(activityQuery);
  const { messages, putAway } = useKeptMessages();
  return useMemo(() => {
    const away = new Set(putAway);
    const failed = (entries ?? []).flatMap(itemOf).filter(({ key }) => !away.has(key));
    const own = messages.map((message) => ({ ...message, isLoad: false }));
    return [...failed, ...own].sort((a, b) => b.at - a.at);
  }, [entries, messages, putAway]);
}

function itemOf(entry: ActivityEntry): readonly InboxItem[] {
  const { id, kind, subject, state, startedAt, endedAt, outcome, nextStep } = entry;
  if (state !== 'failed') return [];
  const item = {
    key: `${id} ${startedAt}`,
    at: Date.parse(endedAt ?? startedAt),
    title: `${entryTitle(entry)} failed`,
    message: [outcome, nextStep].filter((part) => part !== undefined).join(' '),
    isLoad: kind === 'load',
  };
  // What was dropped is no model yet.
  return [kind === 'import' ? item : { ...item, model: subject }];
}
