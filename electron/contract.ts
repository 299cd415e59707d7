/**
 * What the page gets from the desktop, as `window.desktop`. In a browser it is absent and the page works without it.
 * `DesktopCalls` crosses from the page to the main process; every call has a schema there.
 */
export interface DesktopCalls {
  serverState(): ServerState;
  /** The latest lines the server wrote, oldest first. */
  serverLog(): readonly string[];
  /** Ends the server if it runs, forgets earlier crashes, and starts it again. */
  restartServer(): void;
  /** The same, but no model is loaded. */
  restartSafely(): void;
  /** Asks for a folder and serves it. The folder's path, or null when the person changed their mind. */
  chooseRepository(): string | null;
  /** Asks for a folder and serves it beside the others. Its path, or null when the person changed their mind. */
  addRepository(): string | null;
  /** Serves the others without this one of several. */
  removeRepository(repository: string): void;
  /** Serves a repository of the recent ones, and no other. */
  openRecentRepository(repository: string): void;
  /** The repositories that were served last, newest first, without the present ones. */
  recentRepositories(): readonly string[];
  openLogFolder(): void;
  /** Window frame, native dialogs and `prefers-color-scheme` follow. */
  setTheme(theme: ThemeChoice): void;
  /** Tells that something ended, unless the person looks at the window. */
  notify(title: string, text: string): void;
  /** What the desktop asks of the page since it was last asked. */
  takeRequests(): readonly PageRequest[];
  quit(): void;
}

/** What the menu and the system ask of the page. */
export type PageRequest =
  /** A command of the catalogue was chosen from the menu. */
  | { readonly kind: 'command'; readonly id: string }
  /** Models were opened from outside; they lie at these absolute paths. */
  | { readonly kind: 'models'; readonly paths: readonly string[] }
  /** A comparison file was opened. */
  | { readonly kind: 'comparison'; readonly name: string; readonly text: string }
  /** Something went wrong that nobody saw. */
  | { readonly kind: 'remark'; readonly title: string; readonly text: string };

export type ThemeChoice = 'system' | 'light' | 'dark';

/** The life of the server process, as the shell that started it knows it. Times are ISO 8601. */
export type ServerState = ServerLife & {
  /** The model repositories it serves, as absolute paths, at least one. */
  readonly repositories: readonly string[];
  /** It was started without models. */
  readonly safe: boolean;
};

export type ServerLife =
  | { readonly state: 'starting'; readonly phase: string; readonly since: string }
  | { readonly state: 'listening'; readonly url: string }
  | {
      readonly state: 'restarting';
      /** Why it ended, as a sentence. */
      readonly reason: string;
      readonly attempt: number;
      readonly attempts: number;
      readonly restartAt: string;
    }
  | { readonly state: 'gave-up'; readonly reason: string; readonly nextStep?: string }
  | { readonly state: 'stopping' };

type OverTheBridge<Call> = Call extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Result>
  : never;

export type DesktopApi = { readonly [Name in keyof DesktopCalls]: OverTheBridge<DesktopCalls[Name]> } & {
  readonly platform: string;
  /** Where a dropped or picked file lies on disk; empty for a file that a page made up. */
  pathForFile(file: File): string;
  /** Tells the present state and every later one. @returns a function that ends it */
  onServerState(listener: (state: ServerState) => void): () => void;
  /** Tells every request once, also those from before the page was there. @returns a function that ends it */
  onRequest(listener: (request: PageRequest) => void): () => void;
};

declare global {
  interface Window {
    readonly desktop?: DesktopApi;
  }
}
