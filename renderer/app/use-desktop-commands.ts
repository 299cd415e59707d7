import { IconFileText, IconFolderOpen, IconRefresh } from '@tabler/icons-react';
import type { Command } from './commands/command.ts';
import { useContributedCommands } from './commands/registry.ts';
import { desktop } from './desktop.ts';

/** What only a desktop can do. */
export const DESKTOP_COMMANDS = {
  chooseRepository: {
    id: 'desktop:repository',
    title: 'Open a repository folder…',
    label: 'Open a repository folder…',
    group: 'Window',
    icon: IconFolderOpen,
    shortcut: 'mod+O',
    keywords: 'models directory choose',
    run: () => void desktop?.chooseRepository(),
  },
  restartServer: {
    id: 'desktop:restart',
    title: 'Restart the server',
    label: 'Restart now',
    group: 'Window',
    icon: IconRefresh,
    run: () => void desktop?.restartServer(),
  },
  openLogFolder: {
    id: 'desktop:log',
    title: 'Open the log folder',
    label: 'Open log folder',
    group: 'Window',
    icon: IconFileText,
    run: () => void desktop?.openLogFolder(),
  },
} as const satisfies Record<string, Command>;

const OFFERED: readonly Command[] = desktop === undefined ? [] : Object.values(DESKTOP_COMMANDS);

/** Offers what the desktop can do, where there is one. */
export function useDesktopCommands(): void {
  useContributedCommands('desktop', OFFERED);
}
