import { join } from 'node:path';
import { app } from 'electron';

/** Where the app's own files are, installed or in the project's folder, and where it keeps what it writes. */
export interface Locations {
  readonly serverEntry: string;
  readonly preload: string;
  readonly pages: string;
  readonly icon: string;
  readonly bundledSamples: string;
  readonly ownSamples: string;
  readonly settings: string;
  readonly logs: string;
}

/** To be asked when the app is ready. */
export function locations(): Locations {
  const root = app.getAppPath();
  const ownFiles = app.getPath('userData');
  return {
    // The server runs as ordinary files: its worker threads and native libraries cannot be opened inside the archive.
    serverEntry: join(root.replace(/app\.asar$/, 'app.asar.unpacked'), 'dist/server/main.js'),
    preload: join(root, 'dist/electron/preload.cjs'),
    pages: join(root, 'dist/electron/pages'),
    icon: join(app.isPackaged ? process.resourcesPath : join(root, 'electron/resources'), 'icon.png'),
    bundledSamples: join(app.isPackaged ? process.resourcesPath : root, 'models'),
    ownSamples: join(ownFiles, 'models'),
    settings: join(ownFiles, 'settings.json'),
    logs: app.getPath('logs'),
  };
}
