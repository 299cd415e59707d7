import { TbAlertTriangle, TbAlignLeft, TbArrowBackUp, TbDeviceFloppy, TbFileDiff } from 'react-icons/tb';
import { useMemo } from 'react';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';

interface EditorDeeds {
  /** On the save button. */
  readonly saveLabel: string;
  /** Why it cannot be saved now, as a sentence. */
  readonly saveBlocked: string | undefined;
  readonly save: () => void;
  readonly format: () => void;
  readonly discard: () => void;
  readonly nextProblem: () => void;
  readonly showChanges: () => void;
}

export interface EditorCommands {
  readonly save: Command;
  readonly format: Command;
  readonly discard: Command;
}

const ABOUT = { group: 'This model', keywords: 'config pbtxt' } as const;

/** What can be done with the text, for buttons, palette and shortcuts alike. Keep the deeds stable. */
export function useEditorCommands(deeds: EditorDeeds): EditorCommands {
  const { saveLabel, saveBlocked, save, format, discard, nextProblem, showChanges } = deeds;
  const commands = useMemo(
    (): Readonly<Record<'save' | 'format' | 'discard' | 'problem' | 'changes', Command>> => ({
      save: {
        ...ABOUT,
        id: 'config:save',
        title: CATALOGUE['config:save'].title,
        label: saveLabel,
        icon: TbDeviceFloppy,
        blocked: saveBlocked,
        run: save,
      },
      format: {
        ...ABOUT,
        id: 'config:format',
        title: CATALOGUE['config:format'].title,
        label: 'Format',
        icon: TbAlignLeft,
        run: format,
      },
      discard: {
        ...ABOUT,
        id: 'config:discard',
        title: CATALOGUE['config:discard'].title,
        label: 'Discard',
        icon: TbArrowBackUp,
        run: discard,
      },
      problem: {
        ...ABOUT,
        id: 'config:next-problem',
        title: CATALOGUE['config:next-problem'].title,
        label: 'Next problem',
        icon: TbAlertTriangle,
        run: nextProblem,
      },
      changes: {
        ...ABOUT,
        id: 'config:changes',
        title: CATALOGUE['config:changes'].title,
        label: 'Changes',
        icon: TbFileDiff,
        run: showChanges,
      },
    }),
    [saveLabel, saveBlocked, save, format, discard, nextProblem, showChanges],
  );
  useContributedCommands(
    'config',
    useMemo(() => Object.values(commands), [commands]),
  );
  return commands;
}
