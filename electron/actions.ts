import { shell } from 'electron';
import { askForRepository } from './dialogs.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerProcess } from './server-process.ts';
import type { SettingsFile } from './settings.ts';
import type { MainWindow } from './windows.ts';

interface Setup {
  readonly server: ServerProcess;
  readonly log: ServerLog;
  readonly settings: SettingsFile;
  readonly window: MainWindow;
}

/** What a person can ask of the desktop, from the page, the menu or a command line. */
export interface Actions {
  /** Serves another repository, now and at the next start. */
  readonly openRepository: (repository: string) => Promise<void>;
  /** Asks for a folder first. The folder, or null when the person changed their mind. */
  readonly chooseRepository: () => Promise<string | null>;
  readonly restartServer: () => Promise<void>;
  readonly openLogFolder: () => Promise<void>;
}

export function actions({ server, log, settings, window }: Setup): Actions {
  const openRepository = async (repository: string) => {
    settings.change({ repository });
    await server.restart(repository);
  };
  return {
    openRepository,
    async chooseRepository() {
      const chosen = await askForRepository(window.current);
      if (chosen === undefined) return null;
      await openRepository(chosen);
      return chosen;
    },
    restartServer: () => server.restart(),
    openLogFolder: () => openFolder(log.folder),
  };
}

async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new Error(`${folder} could not be opened: ${problem}`);
}
