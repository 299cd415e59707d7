/**
 * What the shell uses of Electron, and so what the stand-in must have. The census holds the shell's sources against
 * these lists; the types below hold the lists, and what the stand-in makes of them, against electron.d.ts.
 */
const MEMBERS = {
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
    'isFocused',
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
  NativeImage: ['resize'],
  Notification: ['show'],
  Tray: ['destroy', 'setContextMenu', 'setToolTip'],
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
  readonly NativeImage: Electron.NativeImage;
  readonly Notification: Electron.Notification;
  readonly Tray: Electron.Tray;
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

/** What is used beside those: events, statics, and what is handed over and given back. */
const BESIDES: readonly string[] = [
  "App 'activate'",
  "App 'open-file'",
  "App 'second-instance'",
  "App 'web-contents-created'",
  "App 'will-quit'",
  "App 'window-all-closed'",
  'BaseWindowConstructorOptions.backgroundColor',
  'BaseWindowConstructorOptions.icon',
  'BaseWindowConstructorOptions.minHeight',
  'BaseWindowConstructorOptions.minWidth',
  'BaseWindowConstructorOptions.show',
  'BaseWindowConstructorOptions.title',
  'BaseWindowConstructorOptions.titleBarOverlay',
  'BaseWindowConstructorOptions.titleBarStyle',
  "BrowserWindow 'close'",
  "BrowserWindow 'closed'",
  "BrowserWindow 'ready-to-show'",
  'BrowserWindow.fromWebContents',
  'BrowserWindow.webContents',
  'BrowserWindowConstructorOptions.webPreferences',
  'CustomScheme.privileges',
  'CustomScheme.scheme',
  'Display.workArea',
  'ForkOptions.env',
  'ForkOptions.serviceName',
  'ForkOptions.stdio',
  'HandlerDetails.url',
  'IpcMainInvokeEvent.senderFrame',
  'Menu.buildFromTemplate',
  'Menu.setApplicationMenu',
  'MenuItemConstructorOptions.accelerator',
  'MenuItemConstructorOptions.click',
  'MenuItemConstructorOptions.enabled',
  'MenuItemConstructorOptions.id',
  'MenuItemConstructorOptions.label',
  'MenuItemConstructorOptions.role',
  'MenuItemConstructorOptions.submenu',
  'MenuItemConstructorOptions.type',
  'MessageBoxOptions.buttons',
  'MessageBoxOptions.cancelId',
  'MessageBoxOptions.detail',
  'MessageBoxOptions.message',
  'MessageBoxOptions.type',
  'MessageBoxReturnValue.response',
  'NativeImage.createFromPath',
  "NativeTheme 'updated'",
  "Notification 'click'",
  "Notification 'close'",
  'Notification.isSupported',
  'NotificationConstructorOptions.body',
  'NotificationConstructorOptions.title',
  'OpenDialogOptions.buttonLabel',
  'OpenDialogOptions.message',
  'OpenDialogOptions.properties',
  'OpenDialogOptions.title',
  'OpenDialogReturnValue.filePaths',
  'PermissionRequest.requestingUrl',
  'Privileges.secure',
  'Privileges.standard',
  'Process.resourcesPath',
  'Rectangle.height',
  'Rectangle.width',
  'Rectangle.x',
  'Rectangle.y',
  'RenderProcessGoneDetails.reason',
  'ResizeOptions.height',
  'ResizeOptions.width',
  'Session.defaultSession',
  "Tray 'click'",
  "UtilityProcess 'exit'",
  'UtilityProcess.fork',
  "WebContents 'did-fail-load'",
  "WebContents 'did-finish-load'",
  "WebContents 'render-process-gone'",
  "WebContents 'will-attach-webview'",
  "WebContents 'will-frame-navigate'",
  "WebContents 'will-navigate'",
  "WebContents 'will-redirect'",
  'WebContentsWillFrameNavigateEventParams.isMainFrame',
  'WebPreferences.contextIsolation',
  'WebPreferences.navigateOnDragDrop',
  'WebPreferences.nodeIntegration',
  'WebPreferences.nodeIntegrationInSubFrames',
  'WebPreferences.nodeIntegrationInWorker',
  'WebPreferences.preload',
  'WebPreferences.sandbox',
  'WebPreferences.webSecurity',
  'WebPreferences.webviewTag',
  'WindowOpenHandlerResponse.action',
];

/** All that the shell may use of Electron, as `Class.member` and `Class 'event'`. */
export const USED: readonly string[] = [
  ...Object.entries(MEMBERS).flatMap(([name, members]) => members.map((member) => `${name}.${member}`)),
  ...BESIDES,
];
