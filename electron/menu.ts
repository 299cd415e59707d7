import { dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { messageOf } from '../server/errors.ts';
import type { Actions } from './actions.ts';

type MenuActions = Pick<Actions, 'chooseRepository' | 'restartServer' | 'openLogFolder'>;

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions)));
}

/** The application menu. Where the title bar is the page's own, it is there for its keys. */
function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        {
          id: 'open-repository',
          label: 'Open Model Repository…',
          accelerator: 'CmdOrCtrl+O',
          click: doing(actions.chooseRepository),
        },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    {
      label: '&Server',
      submenu: [
        { id: 'restart-server', label: 'Restart Server', click: doing(actions.restartServer) },
        { id: 'open-log-folder', label: 'Open Log Folder', click: doing(actions.openLogFolder) },
      ],
    },
    { role: 'windowMenu' },
  ];
}

/** A menu has no place for an answer: what fails is said in a dialog. */
function doing(action: () => Promise<unknown>): () => void {
  return () => void action().catch((error: unknown) => dialog.showErrorBox('Inferdeck', messageOf(error)));
}
