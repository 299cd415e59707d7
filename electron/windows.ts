import { BrowserWindow, nativeTheme, screen } from 'electron';
import { SERVER_STATE_CHANNEL } from './channels.ts';
import type { ServerState } from './contract.ts';
import { originOf } from './navigation-policy.ts';
import type { ServerProcess } from './server-process.ts';
import type { SettingsFile } from './settings.ts';
import { SHELL_PAGE } from './shell-pages.ts';
import { frameColours, windowOptions } from './window-options.ts';
import { openingBounds } from './window-placement.ts';
import { recoverFromCrashes } from './window-recovery.ts';

interface Setup {
  readonly preload: string;
  readonly icon: string;
  readonly settings: SettingsFile;
  readonly server: ServerProcess;
  /** Takes no place of an earlier start. */
  readonly safe: boolean;
}

/** The app's one window: it shows the server's page while there is one, and the shell's own page otherwise. */
export class MainWindow {
  readonly #setup: Setup;
  #window: BrowserWindow | undefined;
  /** The one-time link that was opened; it opens nothing a second time. */
  #usedLink: string | undefined;
  #shownRepositories: readonly string[] | undefined;

  constructor(setup: Setup) {
    this.#setup = setup;
    setup.server.onState((state) => this.#follow(state));
    nativeTheme.on('updated', () => this.#recolour());
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Brings the window to the front, and makes it first if it was closed. */
  open(): void {
    const window = (this.#window ??= this.#create());
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  #create(): BrowserWindow {
    const { preload, icon, settings, safe } = this.#setup;
    const last = safe ? undefined : settings.current.window;
    const window = new BrowserWindow({
      ...windowOptions({ preload, icon, dark: nativeTheme.shouldUseDarkColors }),
      ...openingBounds(
        last,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
    });
    if (last?.maximized === true) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => settings.change({ window: placementOf(window) }));
    window.once('closed', () => {
      this.#window = undefined;
    });
    this.#followPage(window);
    this.#load(window, this.#serverPage() ?? SHELL_PAGE);
    return window;
  }

  #followPage(window: BrowserWindow): void {
    const contents = window.webContents;
    contents.on('did-fail-load', (_event, code, _description, url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED && url !== SHELL_PAGE) this.#load(window, SHELL_PAGE);
    });
    contents.on('did-finish-load', () => {
      // The server came up while the shell's page was still loading.
      if (contents.getURL() === SHELL_PAGE) this.#follow(this.#setup.server.state);
    });
    recoverFromCrashes(window, () => this.#load(window, this.#serverPage() ?? SHELL_PAGE));
  }

  #follow(state: ServerState): void {
    const window = this.#window;
    if (window === undefined) return;
    const shown = window.webContents.getURL();
    window.webContents.send(SERVER_STATE_CHANNEL, state);
    if (state.state === 'listening') {
      const isThere = originOf(shown) === originOf(state.url);
      if (!isThere) this.#load(window, this.#serverPage() ?? state.url);
      this.#shownRepositories = state.repositories;
    } else if (shown !== SHELL_PAGE && this.#needsShellPage(state)) {
      this.#load(window, SHELL_PAGE);
    }
  }

  /** A page whose server only restarts stays, with all that was typed into it. */
  #needsShellPage({ state, repositories }: ServerState): boolean {
    return state === 'gave-up' || repositories !== this.#shownRepositories;
  }

  #serverPage(): string | undefined {
    const { link, state } = this.#setup.server;
    if (state.state !== 'listening') return undefined;
    return link === undefined || link === this.#usedLink ? state.url : link;
  }

  #load(window: BrowserWindow, url: string): void {
    const { link } = this.#setup.server;
    if (url === link) this.#usedLink = link;
    // What fails to load is reported by did-fail-load.
    window.loadURL(url).catch(() => {});
  }

  #recolour(): void {
    const { background, overlay } = frameColours(nativeTheme.shouldUseDarkColors);
    this.#window?.setBackgroundColor(background);
    if (process.platform !== 'darwin') this.#window?.setTitleBarOverlay(overlay);
  }
}

/** Chromium's code for a load that another one replaced. */
const ABORTED = -3;

function placementOf(window: BrowserWindow): {
  x: number;
  y: number;
  width: number;
  height: number;
  maximized: boolean;
} {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, maximized: window.isMaximized() };
}
