import { TbFileText, TbFolderOpen, TbFolderPlus, TbRefresh, TbShieldCheck } from 'react-icons/tb';
import { CATALOGUE } from './commands/catalogue.ts';
import type { Command } from './commands/command.ts';
import { useContributedCommands } from './commands/registry.ts';
import { desktop } from './desktop.ts';
import { notifyFailure } from '../ui/notify-failure.ts';

/** What only a desktop can do. */
export const DESKTOP_COMMANDS = {
  chooseRepository: {
    id: 'desktop:repository',
    title: CATALOGUE['desktop:repository'].title,
    label: 'Open a repository folder…',
    group: 'Window',
    icon: TbFolderOpen,
    keywords: 'models directory choose',
    run: () => void desktop?.chooseRepository(),
  },
  addRepository: {
    id: 'desktop:repository:add',
    title: CATALOGUE['desktop:repository:add'].title,
    label: 'Serve another folder too…',
    group: 'Window',
    icon: TbFolderPlus,
    keywords: 'models directory choose second repository',
    run: () =>
      void desktop
        ?.addRepository()
        .catch((thrown: unknown) => notifyFailure('The folder was not added', thrown)),
  },
  restartServer: {
    id: 'desktop:restart',
    title: CATALOGUE['desktop:restart'].title,
    label: 'Restart now',
    group: 'Window',
    icon: TbRefresh,
    run: () => void desktop?.restartServer(),
  },
  restartSafely: {
    id: 'desktop:safe',
    title: CATALOGUE['desktop:safe'].title,
    label: 'Restart without models',
    group: 'Window',
    icon: TbShieldCheck,
    keywords: 'safe mode crash',
    run: () => void desktop?.restartSafely(),
  },
  openLogFolder: {
    id: 'desktop:log',
    title: CATALOGUE['desktop:log'].title,
    label: 'Open log folder',
    group: 'Window',
    icon: TbFileText,
    run: () => void desktop?.openLogFolder(),
  },
} as const satisfies Record<string, Command>;

const OFFERED: readonly Command[] = desktop === undefined ? [] : Object.values(DESKTOP_COMMANDS);

/** Offers what the desktop can do, where there is one. */
export function useDesktopCommands(): void {
  useContributedCommands('desktop', OFFERED);
}
