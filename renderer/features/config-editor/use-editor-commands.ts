import {
  IconAlertTriangle,
  IconAlignLeft,
  IconArrowBackUp,
  IconDeviceFloppy,
  IconFileDiff,
} from '@tabler/icons-react';
import { useMemo } from 'react';
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
    () => ({
      save: {
        ...ABOUT,
        id: 'config:save',
        title: 'Save the configuration',
        label: saveLabel,
        icon: IconDeviceFloppy,
        shortcut: 'mod+S',
        blocked: saveBlocked,
        run: save,
      },
      format: {
        ...ABOUT,
        id: 'config:format',
        title: 'Format the configuration',
        label: 'Format',
        icon: IconAlignLeft,
        shortcut: 'shift+alt+F',
        run: format,
      },
      discard: {
        ...ABOUT,
        id: 'config:discard',
        title: 'Throw the unsaved text away',
        label: 'Discard',
        icon: IconArrowBackUp,
        run: discard,
      },
      problem: {
        ...ABOUT,
        id: 'config:next-problem',
        title: 'Go to the next problem of the configuration',
        label: 'Next problem',
        icon: IconAlertTriangle,
        shortcut: 'F8',
        run: nextProblem,
      },
      changes: {
        ...ABOUT,
        id: 'config:changes',
        title: 'Show what differs from the saved configuration',
        label: 'Changes',
        icon: IconFileDiff,
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
