import type { BrowserWindowConstructorOptions } from 'electron';

/** What every page of the app is held to. Each line is Electron's safe choice, said aloud so that a test can hold it. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
} as const satisfies BrowserWindowConstructorOptions['webPreferences'];

/** Colours of the title bar, as in the page's own tokens, so that nothing flashes before the page is there. */
const CHROME = {
  light: { color: '#EEF0F3', symbolColor: '#464E5A', background: '#FBFBFC' },
  dark: { color: '#0D0F12', symbolColor: '#AEB6C1', background: '#16191D' },
} as const;

/** The page draws its own title bar, this high, and leaves room for the system's window buttons. */
const TITLE_BAR_HEIGHT = 43;

export function frameColours(dark: boolean): {
  readonly background: string;
  readonly overlay: { readonly color: string; readonly symbolColor: string; readonly height: number };
} {
  const { background, color, symbolColor } = CHROME[dark ? 'dark' : 'light'];
  return { background, overlay: { color, symbolColor, height: TITLE_BAR_HEIGHT } };
}

export function windowOptions(choice: {
  readonly preload: string;
  readonly icon: string;
  readonly dark: boolean;
}): BrowserWindowConstructorOptions {
  const { background, overlay } = frameColours(choice.dark);
  return {
    title: 'Inferdeck',
    icon: choice.icon,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: background,
    titleBarStyle: 'hidden',
    titleBarOverlay: overlay,
    webPreferences: { ...WEB_PREFERENCES, preload: choice.preload },
  };
}
