import type { StandInApp } from './app.ts';
import type { StandInIpcMain } from './ipc-main.ts';
import type { StandInNativeTheme } from './native-theme.ts';
import type { PageScripts } from './preload.ts';
import type { StandInProtocol } from './protocol.ts';
import type { Targets } from './targets.ts';

/** Chromium, once it runs. */
export interface Browser {
  readonly targets: Targets;
  /** Lets Chromium grant and deny an origin what the app's handlers say. */
  readonly applyPermissions: (url: string) => Promise<void>;
}

/** What windows and pages need of the rest. */
export interface Runtime {
  readonly app: StandInApp;
  readonly ipcMain: StandInIpcMain;
  readonly nativeTheme: StandInNativeTheme;
  readonly protocol: StandInProtocol;
  readonly scripts: PageScripts;
  readonly browser: Promise<Browser>;
  /** The same object as the app knows it. */
  readonly exposed: <Target extends object>(target: Target) => Target;
}
