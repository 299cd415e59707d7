import { realpath, stat } from 'node:fs/promises';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/**
 * Asks for a model repository. Undefined when the person changed their mind.
 * @returns the folder's real path, every link followed
 */
export async function askForRepository(window: BrowserWindow | undefined): Promise<string | undefined> {
  const options: OpenDialogOptions = {
    title: 'Open model repository',
    buttonLabel: 'Open repository',
    message: 'Choose the folder that holds one folder a model.',
    properties: ['openDirectory', 'createDirectory'],
  };
  const { filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [chosen] = filePaths;
  return chosen === undefined ? undefined : realFolder(chosen);
}

async function realFolder(path: string): Promise<string> {
  const real = await realpath(path);
  if ((await stat(real)).isDirectory()) return real;
  throw new Error(`${path} is not a folder. A model repository is a folder that holds one folder a model.`);
}
