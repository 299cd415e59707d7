import { randomBytes } from 'node:crypto';
import { app, BrowserWindow, dialog, session } from 'electron';
import { messageOf } from '../server/errors.ts';
import { actions as actionsFor } from './actions.ts';
import { desktopCalls } from './desktop-calls.ts';
import { type CallHandlers, serveCalls } from './ipc.ts';
import { locations } from './locations.ts';
import { setMenu } from './menu.ts';
import { Notices } from './notices.ts';
import { PageRequests } from './page-requests.ts';
import { filesOpenedBySystem } from './opened-by-system.ts';
import { guardNavigation } from './navigation.ts';
import { guardPermissions } from './permissions.ts';
import { closeBeforeQuit } from './quit.ts';
import { firstRepositories } from './repository-choice.ts';
import { provideSamples } from './sample-repository.ts';
import { answerOtherStarts } from './second-instance.ts';
import { serverCommand } from './server-command.ts';
import { openServerLog } from './server-log.ts';
import { ServerProcess } from './server-process.ts';
import { lastServed, SettingsFile } from './settings.ts';
import { declareShellScheme, serveShellPages, SHELL_ORIGIN } from './shell-pages.ts';
import { readStartArguments } from './start-arguments.ts';
import { applyTheme } from './theme.ts';
import { showTray } from './tray.ts';
import { MainWindow } from './windows.ts';

declareShellScheme();
app.enableSandbox();
const openedBySystem = filesOpenedBySystem();
// Not awaited here: the app becomes ready only after this module has run.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(sayWhyNot);
else app.quit();

async function start(): Promise<void> {
  const places = locations();
  const settings = new SettingsFile(places.settings);
  applyTheme(settings);
  const log = openServerLog(places.logs);
  const named = readStartArguments(process.argv.slice(1), process.cwd(), app.getAppPath());
  const repositories = await firstRepositories({
    named: named.repository,
    last: named.safeMode ? [] : lastServed(settings.current),
    samples: () => provideSamples(places.bundledSamples, places.ownSamples),
  });
  const secret = randomBytes(32).toString('base64url');
  const commandFor = serverCommand({ entry: places.serverEntry, secret, inherited: process.env });
  const { httpPort: port = 8000, safeMode: safe } = named;
  const server = new ServerProcess({ repositories, port, safe, log, commandFor });
  const window = new MainWindow({ preload: places.preload, icon: places.icon, settings, server, safe });
  const requests = new PageRequests(window);
  const actions = actionsFor({ server, log, settings, window, requests });

  serveShellPages(session.defaultSession, places.pages);
  const notices = new Notices(window);
  guardPages(desktopCalls({ actions, server, log, settings, requests, notices }), { server, window });
  const showMenu = () => setMenu(actions, requests);
  showMenu();
  settings.onChange(showMenu);
  const tray = showTray({ icon: places.icon, server, window, actions });
  answerOtherStarts(window, actions);
  closeBeforeQuit(async () => {
    tray.destroy();
    await server.close();
  });

  window.open();
  server.start();
  tellOfSettings(settings, requests);
  void actions.openFiles(named.files);
  openedBySystem.follow((files) => void actions.openFiles(files));
}

/** Holds every page to our own origins, and opens the calls to our window alone. */
function guardPages(
  calls: CallHandlers,
  { server, window }: { readonly server: ServerProcess; readonly window: MainWindow },
): void {
  const origins = () => [SHELL_ORIGIN, ...server.origins];
  guardNavigation(origins);
  guardPermissions(session.defaultSession, origins);
  const isOurWindow = ({ sender }: { readonly sender: Electron.WebContents }) =>
    BrowserWindow.fromWebContents(sender) === window.current;
  serveCalls(calls, { isOurWindow, origins });
}

/** A person hears when settings could not be read or kept. */
function tellOfSettings(settings: SettingsFile, requests: PageRequests): void {
  const remark = (text: string) => requests.tell({ kind: 'remark', title: 'The settings of the app', text });
  settings.onUnwritten(remark);
  if (settings.problem !== undefined) remark(settings.problem);
}

function sayWhyNot(error: unknown): void {
  dialog.showErrorBox('Inferdeck could not start', messageOf(error));
  app.exit(1);
}
