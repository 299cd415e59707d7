import { EventEmitter } from 'node:events';
import { StandInApp } from './app.ts';
import { StandInBrowserWindow } from './browser-window.ts';
import { startChromium } from './chromium.ts';
import { dialog, shell } from './dialogs.ts';
import { StandInIpcMain } from './ipc-main.ts';
import { StandInMenu } from './menu.ts';
import { StandInNativeTheme } from './native-theme.ts';
import { StandInNotification } from './notification.ts';
import type { PageScripts } from './preload.ts';
import { StandInProtocol } from './protocol.ts';
import { report } from './report.ts';
import type { Browser, Runtime } from './runtime.ts';
import { StandInSession } from './session.ts';
import { strict } from './strict.ts';
import { Targets } from './targets.ts';
import { pictureAt, StandInTray } from './tray.ts';
import { utilityProcessModule } from './utility-process.ts';
import type { StandInWebContents } from './web-contents.ts';

interface StandIn {
  readonly app: StandInApp;
  /** What `import` and `require` of `electron` give. */
  readonly electron: Readonly<Record<string, unknown>>;
  /** Starts Chromium. */
  readonly start: () => Promise<void>;
}

export function createStandIn(scripts: PageScripts, utilityShim: string): StandIn {
  const app = new StandInApp();
  const ipcMain = new StandInIpcMain();
  const nativeTheme = new StandInNativeTheme();
  const protocol = new StandInProtocol();
  const session = new StandInSession(strict('protocol', protocol));
  const exposedObjects = new WeakMap<object, object>();
  const exposed = <Target extends object>(target: Target): Target => {
    const known =
      exposedObjects.get(target) ?? strict(target.constructor.name.replace('StandIn', ''), target);
    exposedObjects.set(target, known);
    exposedObjects.set(known, known);
    return known as Target;
  };

  let chromiumRuns: (browser: Browser) => void = () => {};
  const browser = new Promise<Browser>((resolve) => {
    chromiumRuns = resolve;
  });
  const runtime: Runtime = { app, ipcMain, nativeTheme, protocol, scripts, browser, exposed };
  const windows = () => [...app.windows] as StandInBrowserWindow[];
  nativeTheme.on('updated', () =>
    windows().forEach(({ webContents }) => void webContents.applyTheme().catch(report)),
  );

  class BrowserWindow extends StandInBrowserWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super(runtime, options);
      return exposed(this);
    }
    static getAllWindows = windows;
    static fromWebContents = (contents: StandInWebContents) =>
      windows().find(({ webContents }) => webContents === contents) ?? null;
  }

  const children = utilityProcessModule(utilityShim, (child) => {
    app.ending.push(async () => void child.kill());
  });
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const electron = {
    app: strict('app', app),
    BrowserWindow: strict('BrowserWindow', BrowserWindow),
    dialog: strict('dialog', dialog),
    ipcMain: strict('ipcMain', ipcMain),
    Menu: strict('Menu', StandInMenu),
    nativeImage: strict('nativeImage', { createFromPath: pictureAt }),
    nativeTheme: strict('nativeTheme', nativeTheme),
    Notification: StandInNotification,
    protocol: strict('protocol', protocol),
    screen: strict('screen', Object.assign(new EventEmitter(), { getAllDisplays: () => [display] })),
    session: strict('session', { defaultSession: strict('defaultSession', session) }),
    shell: strict('shell', shell),
    Tray: StandInTray,
    utilityProcess: strict('utilityProcess', children),
    webContents: strict('webContents', {
      fromDevToolsTargetId: (id: string) =>
        windows().find(({ webContents }) => webContents.targetId === id)?.webContents,
    }),
  };

  const start = async () => {
    const chromium = await startChromium(app.switches);
    app.ending.push(() => chromium.close());
    const targets = new Targets(chromium.connection);
    await targets.start();
    chromiumRuns({
      targets,
      applyPermissions: (url) => session.applyTo(chromium.connection.browser, url),
    });
  };
  return { app, electron, start };
}
