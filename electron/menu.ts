import { dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { CATALOGUE, type ListedId } from '../renderer/app/commands/catalogue.ts';
import { messageOf } from '../server/errors.ts';
import type { Actions } from './actions.ts';
import type { PageRequests } from './page-requests.ts';

/** Shows the application menu as it is now. */
export function setMenu(actions: Actions, requests: PageRequests): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions, requests)));
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };
const PLACES: readonly ListedId[] = [
  'start',
  'metrics',
  'logs',
  'inbox',
  'environment',
  'frameworks',
  'export',
];

/**
 * The application menu, in the words of the catalogue. Where the title bar is the page's own, it is there for its keys.
 * The page knows the keys of its commands, which people may change: only what works without a page has one here.
 */
function menuTemplate(platform: NodeJS.Platform, actions: Actions, requests: PageRequests): Item[] {
  const isMac = platform === 'darwin';
  const ofPage = (id: ListedId): Item => ({
    id,
    label: CATALOGUE[id].title,
    click: () => requests.ask({ kind: 'command', id }),
  });
  const ofDesktop = (id: ListedId, run: () => Promise<unknown>, accelerator?: string): Item => ({
    id,
    label: CATALOGUE[id].title,
    click: doing(run),
    ...(accelerator !== undefined && { accelerator }),
  });
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        ofDesktop('desktop:repository', actions.chooseRepository, 'CmdOrCtrl+O'),
        ofDesktop('desktop:repository:add', actions.addRepository),
        recentMenu(actions),
        SEPARATOR,
        ofPage('import:files'),
        ofPage('import:folder'),
        SEPARATOR,
        ofPage('settings'),
        SEPARATOR,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { label: '&Go', submenu: [ofPage('palette'), SEPARATOR, ...PLACES.map(ofPage)] },
    {
      label: '&Server',
      submenu: [
        ofDesktop('desktop:restart', actions.restartServer),
        ofDesktop('desktop:safe', actions.restartSafely),
        ofDesktop('desktop:log', actions.openLogFolder),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [ofPage('shortcuts:sheet')] },
  ];
}

function recentMenu({ recentRepositories, openRecent }: Actions): Item {
  const recent = recentRepositories();
  const submenu = recent.map((folder, index) => ({
    id: `recent:${index}`,
    // A single & would underline the next letter.
    label: folder.replaceAll('&', '&&'),
    click: doing(() => openRecent(folder)),
  }));
  return { id: 'recent', label: 'Open a recent repository', enabled: recent.length > 0, submenu };
}

/** A menu has no place for an answer: what fails is said in a dialog. */
function doing(action: () => Promise<unknown>): () => void {
  return () => void action().catch((error: unknown) => dialog.showErrorBox('Inferdeck', messageOf(error)));
}
