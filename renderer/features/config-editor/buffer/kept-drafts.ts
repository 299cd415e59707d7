import * as z from 'zod/mini';
import { create } from 'zustand';
import type { Draft } from './draft.ts';

/** Drafts outlive the window: they are kept until they are saved or thrown away. */
const PREFIX = 'inferdeck.config-draft.';

const draftShape: z.ZodMiniType<Draft> = z.object({
  text: z.string(),
  base: z.object({ text: z.string(), hash: z.nullable(z.string()) }),
});

/** The keys of the drafts there are. */
const useKeys = create<ReadonlySet<string>>(() => new Set(Object.keys(localStorage).flatMap(keyOf)));

function keyOf(item: string): readonly string[] {
  return item.startsWith(PREFIX) ? [item.slice(PREFIX.length)] : [];
}

/** What the draft of a model is kept under. */
export function draftKey({
  repository,
  name,
}: {
  readonly repository: string;
  readonly name: string;
}): string {
  return `${repository}/${name}`;
}

/** Whether a model has unsaved text. */
export function useHasDraft(key: string): boolean {
  return useKeys((keys) => keys.has(key));
}

/** Keeps a draft, or forgets it. @returns whether it is safe: storage can be full */
export function keepDraft(key: string, draft: Draft | undefined): boolean {
  setKnown(key, draft !== undefined);
  try {
    if (draft === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function setKnown(key: string, known: boolean): void {
  const keys = useKeys.getState();
  if (keys.has(key) === known) return;
  const others = [...keys].filter((other) => other !== key);
  useKeys.setState(new Set(known ? [...others, key] : others), true);
}

/** The draft from an earlier time, if there is one that can be read. */
export function keptDraft(key: string): Draft | undefined {
  const item = localStorage.getItem(PREFIX + key);
  if (item === null) return undefined;
  try {
    return draftShape.safeParse(JSON.parse(item)).data;
  } catch {
    return undefined;
  }
}
