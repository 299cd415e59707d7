import { app } from 'electron';
import type { Actions } from './actions.ts';
import { readStartArguments } from './start-arguments.ts';
import type { MainWindow } from './windows.ts';

/** The app runs once: starting it again brings its window to the front, with the repository the new start names. */
export function answerOtherStarts(
  window: MainWindow,
  actions: Pick<Actions, 'openRepository' | 'openFiles'>,
): void {
  app.on('second-instance', (_event, args, workingFolder) => {
    window.open();
    const { repository, files } = readStartArguments(args.slice(1), workingFolder, app.getAppPath());
    if (repository !== undefined) void actions.openRepository(repository);
    void actions.openFiles(files);
  });
  app.on('activate', () => window.open());
}
