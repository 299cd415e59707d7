import { dialog, shell } from 'electron';
import { messageOf } from '../server/errors.ts';
import { askForRepository } from './dialogs.ts';
import { requestsFor } from './open-files.ts';
import type { PageRequests } from './page-requests.ts';
import { recentAfter } from './recent-repositories.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerProcess } from './server-process.ts';
import type { SettingsFile } from './settings.ts';
import type { MainWindow } from './windows.ts';

interface Setup {
  readonly server: ServerProcess;
  readonly log: ServerLog;
  readonly settings: SettingsFile;
  readonly window: MainWindow;
  readonly requests: PageRequests;
}

/** What a person can ask of the desktop, from the page, the menu or a command line. */
export interface Actions {
  /** Serves this repository alone, now and at the next start. */
  readonly openRepository: (repository: string) => Promise<void>;
  /** Asks for a folder first. The folder, or null when the person changed their mind. */
  readonly chooseRepository: () => Promise<string | null>;
  /** Asks for a folder and serves it beside the others. The folder, or null when the person changed their mind. */
  readonly addRepository: () => Promise<string | null>;
  /** Serves the others without it. @throws when it is not one of several that are served */
  readonly removeRepository: (repository: string) => Promise<void>;
  /** One of `recentRepositories`. @throws when it is none of them: no page may name any folder it likes */
  readonly openRecent: (repository: string) => Promise<void>;
  readonly recentRepositories: () => readonly string[];
  /** Shows models, or a comparison, that the system handed over. What cannot be read is said in a dialog. */
  readonly openFiles: (files: readonly string[]) => Promise<void>;
  readonly restartServer: () => Promise<void>;
  /** Starts the server again without loading a model. */
  readonly restartSafely: () => Promise<void>;
  readonly openLogFolder: () => Promise<void>;
}

export function actions({ server, log, settings, window, requests }: Setup): Actions {
  const serve = async (repositories: readonly string[]) => {
    const recent = recentAfter(settings.current.recent, server.state.repositories, repositories);
    const [repository, ...alongside] = repositories;
    settings.change({ repository, alongside, recent });
    await server.restart({ repositories });
  };
  const openRepository = (repository: string) => serve([repository]);
  const recentRepositories = () => settings.current.recent ?? [];
  return {
    openRepository,
    async chooseRepository() {
      const chosen = await askForRepository(window.current);
      if (chosen === undefined) return null;
      await openRepository(chosen);
      return chosen;
    },
    async addRepository() {
      const chosen = await askForRepository(window.current);
      if (chosen === undefined) return null;
      const served = server.state.repositories;
      if (served.includes(chosen)) throw new Error(`${chosen} is served already.`);
      await serve([...served, chosen]);
      return chosen;
    },
    async removeRepository(repository) {
      const others = server.state.repositories.filter((served) => served !== repository);
      if (others.length === 0) throw new Error(`${repository} is the only repository that is served.`);
      if (others.length === server.state.repositories.length) throw new Error(`${repository} is not served.`);
      await serve(others);
    },
    async openRecent(repository) {
      if (!recentRepositories().includes(repository)) throw new Error(`${repository} was not served before.`);
      await openRepository(repository);
    },
    recentRepositories,
    async openFiles(files) {
      try {
        for (const request of await requestsFor(files)) requests.ask(request);
      } catch (error) {
        dialog.showErrorBox('Inferdeck', messageOf(error));
      }
    },
    restartServer: () => server.restart(),
    restartSafely: () => server.restart({ safe: true }),
    openLogFolder: () => openFolder(log.folder),
  };
}

async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new Error(`${folder} could not be opened: ${problem}`);
}
