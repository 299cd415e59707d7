import type { ConfigOnDisk } from '../../../server/protocols/desk/contract.ts';

/** A text that is not saved, and what it began from. */
export interface Draft {
  readonly text: string;
  /** Hash of the file when the edit began; null when there was none. */
  readonly baseHash: string | null;
  readonly baseText: string;
}

const PREFIX = 'inferdeck.config-draft.';

/** Drafts outlive the window: they are kept until they are saved or thrown away. */
export function keepDraft(path: string, draft: Draft | undefined): void {
  if (draft === undefined) localStorage.removeItem(PREFIX + path);
  else localStorage.setItem(PREFIX + path, JSON.stringify(draft));
}

/** The draft of a file from an earlier time, if there is one that can be read. */
export function keptDraft(path: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + path) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'baseText' in value &&
    typeof value.baseText === 'string' &&
    'baseHash' in value &&
    (value.baseHash === null || typeof value.baseHash === 'string')
  );
}

/** How a draft stands to the file on disk. */
export type DraftState = 'clean' | 'edited' | 'conflict';

/** A draft that says what the disk says is no draft; one that began from another file must not overwrite it silently. */
export function draftState(draft: Draft | undefined, disk: ConfigOnDisk): DraftState {
  if (draft === undefined || draft.text === (disk.text ?? '')) return 'clean';
  return draft.baseHash === disk.hash ? 'edited' : 'conflict';
}
