import { app, Menu, nativeImage, Tray } from 'electron';
import { CATALOGUE } from '../renderer/app/commands/catalogue.ts';
import type { Actions } from './actions.ts';
import type { ServerState } from './contract.ts';
import type { ServerProcess } from './server-process.ts';
import type { MainWindow } from './windows.ts';

/** Points of a tray's picture. */
const SIZE = 16;

interface Setup {
  readonly icon: string;
  readonly server: ServerProcess;
  readonly window: MainWindow;
  readonly actions: Pick<Actions, 'restartServer'>;
}

/** A small picture beside the clock that tells how the server is, and brings the window to the front. */
export function showTray({ icon, server, window, actions }: Setup): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: SIZE, height: SIZE }));
  const show = (state: ServerState) => {
    const words = trayWords(state);
    tray.setToolTip(`Inferdeck: ${words}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'tray:state', label: words, enabled: false },
        { type: 'separator' },
        { id: 'tray:window', label: 'Show the window', click: () => window.open() },
        {
          id: 'tray:restart',
          label: CATALOGUE['desktop:restart'].title,
          click: () => void actions.restartServer(),
        },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  };
  tray.on('click', () => window.open());
  server.onState(show);
  show(server.state);
  return tray;
}

const WORDS = {
  starting: 'the server is starting',
  restarting: 'the server stopped and is started again',
  'gave-up': 'the server does not run',
  stopping: 'the server is stopping',
} as const satisfies Partial<Record<ServerState['state'], string>>;

/** How the server is, in a few words. */
function trayWords(state: ServerState): string {
  if (state.state !== 'listening') return WORDS[state.state];
  return `serving at ${new URL(state.url).host}${state.safe ? ', without models' : ''}`;
}
