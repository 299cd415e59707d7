/**
 * What the shell uses of Electron, and so what the stand-in must have. The census holds the shell's sources against
 * these lists; the types below hold the lists, and what the stand-in makes of them, against electron.d.ts.
 */
export const MEMBERS = {
  App: [
    'enableSandbox',
    'exit',
    'getAppPath',
    'getPath',
    'isPackaged',
    'quit',
    'requestSingleInstanceLock',
    'whenReady',
  ],
  BrowserWindow: [
    'close',
    'focus',
    'getNormalBounds',
    'isDestroyed',
    'isMaximized',
    'isMinimized',
    'loadURL',
    'maximize',
    'restore',
    'setBackgroundColor',
    'setTitleBarOverlay',
    'show',
  ],
  WebContents: ['getURL', 'send', 'setWindowOpenHandler'],
  Dialog: ['showErrorBox', 'showMessageBox', 'showOpenDialog'],
  IpcMain: ['handle'],
  NativeTheme: ['shouldUseDarkColors', 'themeSource'],
  Protocol: ['handle', 'registerSchemesAsPrivileged'],
  Screen: ['getAllDisplays'],
  Session: ['setPermissionCheckHandler', 'setPermissionRequestHandler'],
  Shell: ['openExternal', 'openPath'],
  UtilityProcess: ['kill', 'pid', 'stderr', 'stdout'],
  ContextBridge: ['exposeInMainWorld'],
  IpcRenderer: ['invoke', 'on', 'removeListener'],
  WebUtils: ['getPathForFile'],
} as const satisfies { readonly [Name in keyof Contracts]: readonly (keyof Contracts[Name])[] };

interface Contracts {
  readonly App: Electron.App;
  readonly BrowserWindow: Electron.BrowserWindow;
  readonly WebContents: Electron.WebContents;
  readonly Dialog: Electron.Dialog;
  readonly IpcMain: Electron.IpcMain;
  readonly NativeTheme: Electron.NativeTheme;
  readonly Protocol: Electron.Protocol;
  readonly Screen: Electron.Screen;
  readonly Session: Electron.Session;
  readonly Shell: Electron.Shell;
  readonly UtilityProcess: Electron.UtilityProcess;
  readonly ContextBridge: Electron.ContextBridge;
  readonly IpcRenderer: Electron.IpcRenderer;
  readonly WebUtils: Electron.WebUtils;
}

/** What the shell uses of one of Electron's classes. */
export type Used<Name extends keyof Contracts> = Pick<
  Contracts[Name],
  Extract<(typeof MEMBERS)[Name][number], keyof Contracts[Name]>
>;
