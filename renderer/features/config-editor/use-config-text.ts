import { useCallback, useState } from 'react';
import type { ConfigOnDisk } from '../../../server/protocols/desk/contract.ts';
import { type Draft, type DraftState, draftState, keepDraft, keptDraft } from './draft.ts';

export interface ConfigText {
  /** What the editor shows. */
  readonly text: string;
  readonly state: DraftState;
  readonly baseHash: string | null;
  readonly edit: (text: string) => void;
  /** Goes on from the file as it is on disk now, with this text. */
  readonly rebase: (text: string) => void;
  /** Throws the draft away. */
  readonly discard: () => void;
}

/** The text of a configuration: the draft where there is one, otherwise the file. */
export function useConfigText(disk: ConfigOnDisk): ConfigText {
  const { path, hash } = disk;
  const diskText = disk.text ?? '';
  const [draft, setDraft] = useState<Draft | undefined>(() => keptDraft(path));
  const keep = useCallback(
    (next: Draft | undefined) => {
      const worthKeeping = next !== undefined && next.text !== next.baseText ? next : undefined;
      keepDraft(path, worthKeeping);
      setDraft(worthKeeping);
    },
    [path],
  );
  return {
    text: draft?.text ?? diskText,
    state: draftState(draft, disk),
    baseHash: draft?.baseHash ?? hash,
    edit: (text) => {
      const base = draft ?? { baseHash: hash, baseText: diskText };
      keep({ text, baseHash: base.baseHash, baseText: base.baseText });
    },
    rebase: (text) => keep({ text, baseHash: hash, baseText: diskText }),
    discard: () => keep(undefined),
  };
}
