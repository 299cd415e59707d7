import { IconAlignLeft, IconArrowBackUp, IconDeviceFloppy, IconWand } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import type { ConfigText } from './use-config-text.ts';
import type { Saving } from './use-save-config.ts';

interface EditorActions {
  readonly editing: ConfigText;
  readonly saving: Saving;
  readonly format: () => void;
  /** Undefined when there is a text already, or nothing to write one from. */
  readonly generate: (() => void) | undefined;
}

interface EditorCommands {
  readonly save: Command;
  readonly format: Command;
  readonly discard: Command;
  readonly generate: Command | undefined;
}

const ABOUT = { group: 'This model', keywords: 'config pbtxt' } as const;

/** What can be done with the text, for buttons, palette and shortcuts alike. */
export function useEditorCommands({ editing, saving, format, generate }: EditorActions): EditorCommands {
  const { discard } = editing;
  const { label, blocked, save } = saving;
  const commands = useMemo(
    (): EditorCommands => ({
      save: {
        ...ABOUT,
        id: 'config:save',
        title: 'Save the configuration',
        label,
        icon: IconDeviceFloppy,
        shortcut: 'mod+S',
        blocked,
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
      generate: generate && {
        ...ABOUT,
        id: 'config:generate',
        title: 'Write a configuration from the model file',
        label: 'Write from model',
        icon: IconWand,
        run: generate,
      },
    }),
    [label, blocked, save, format, discard, generate],
  );
  useContributedCommands(
    'config',
    useMemo(() => Object.values(commands).filter((command) => command !== undefined), [commands]),
  );
  return commands;
}
