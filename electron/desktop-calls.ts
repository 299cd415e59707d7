import { app } from 'electron';
import { z } from 'zod';
import type { Actions } from './actions.ts';
import { checkedCall } from './checked-call.ts';
import type { CallHandlers } from './ipc.ts';
import type { Notices } from './notices.ts';
import type { PageRequests } from './page-requests.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerProcess } from './server-process.ts';
import type { SettingsFile } from './settings.ts';
import { chooseTheme } from './theme.ts';

interface Setup {
  readonly actions: Actions;
  readonly server: ServerProcess;
  readonly log: ServerLog;
  readonly settings: SettingsFile;
  readonly requests: PageRequests;
  readonly notices: Notices;
}

const nothing = z.tuple([]);
const folder = z.tuple([z.string().min(1)]);
const notice = z.tuple([z.string().max(200), z.string().max(2000)]);
const theme = z.tuple([z.enum(['system', 'light', 'dark'])]);

/** The calls of the page: what each takes and what it does. */
export function desktopCalls({ actions, server, log, settings, requests, notices }: Setup): CallHandlers {
  return {
    serverState: checkedCall(nothing, () => server.state),
    serverLog: checkedCall(nothing, () => log.latest()),
    restartSafely: checkedCall(nothing, actions.restartSafely),
    restartServer: checkedCall(nothing, actions.restartServer),
    chooseRepository: checkedCall(nothing, actions.chooseRepository),
    addRepository: checkedCall(nothing, actions.addRepository),
    removeRepository: checkedCall(folder, actions.removeRepository),
    openRecentRepository: checkedCall(folder, actions.openRecent),
    recentRepositories: checkedCall(nothing, actions.recentRepositories),
    openLogFolder: checkedCall(nothing, actions.openLogFolder),
    setTheme: checkedCall(theme, (choice) => chooseTheme(settings, choice)),
    notify: checkedCall(notice, (title, text) => notices.tell(title, text)),
    takeRequests: checkedCall(nothing, () => requests.take()),
    quit: checkedCall(nothing, () => app.quit()),
  };
}
