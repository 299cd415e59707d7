import { EventEmitter } from 'node:events';
import type { Session } from './cdp.ts';
import type { Used } from './contract.ts';
import { Frames } from './frames.ts';
import { failureCode } from './failure-codes.ts';
import { superviseNavigation } from './navigation.ts';
import { Preload, PRELOAD_WORLD } from './preload.ts';
import { report } from './report.ts';
import type { Browser, Runtime } from './runtime.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** A page: one target of Chromium. */
export class StandInWebContents extends EventEmitter implements Used<'WebContents'> {
  targetId: string | undefined;
  private readonly runtime: Runtime;
  private readonly session: Promise<Session>;
  private readonly preload: Promise<Preload>;
  private url = '';
  private openHandler: OpenHandler = () => ({ action: 'allow' });
  private closed = false;

  constructor(
    runtime: Runtime,
    options: { width: number; height: number; preload: string },
    onGone: () => void,
  ) {
    super();
    this.runtime = runtime;
    const page = this.openPage(options, () => {
      this.closed = true;
      onGone();
    });
    this.session = page.then(({ session }) => session);
    this.preload = page.then(({ preload }) => preload);
    page.catch(report);
    // Whoever uses the page hears of it too.
    this.session.catch(() => {});
    this.preload.catch(() => {});
  }

  getURL(): string {
    return this.url;
  }

  isDestroyed(): boolean {
    return this.closed;
  }

  send(channel: string, ...args: unknown[]): void {
    void this.preload.then((preload) => preload.push(channel, args)).catch(report);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const session = await this.session;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const session = await this.session;
    const { errorText } = await session.send('Page.navigate', { url: this.runtime.protocol.inside(url) });
    if (errorText !== undefined) throw new Error(`${errorText} (${failureCode(errorText)}) loading '${url}'`);
    await loaded;
  }

  async applyTheme(): Promise<void> {
    const session = await this.session;
    const value = this.runtime.nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  /** Ends the page as a window's end does. */
  async destroy(): Promise<void> {
    await this.session;
    const { targets } = await this.runtime.browser;
    if (this.targetId !== undefined) targets.close(this.targetId);
  }

  private async openPage(
    { preload: file, ...size }: { width: number; height: number; preload: string },
    onGone: () => void,
  ): Promise<{ session: Session; preload: Preload }> {
    const { protocol, ipcMain, scripts } = this.runtime;
    const { targets, applyPermissions } = await this.runtime.browser;
    const { targetId, session } = await targets.open(size, onGone);
    this.targetId = targetId;
    const frames = new Frames(session, PRELOAD_WORLD, (url) => protocol.outside(url));
    const preload = new Preload(session, frames);
    this.follow(session, applyPermissions);
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Network.enable'),
      session.send('Inspector.enable'),
      superviseNavigation(session, { protocol, frames, emit: (name, event) => this.emit(name, event) }),
      preload.install(file, scripts, (senderFrame, channel, args) =>
        ipcMain.answer({ sender: this.runtime.exposed(this), senderFrame }, channel, args),
      ),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger');
    return { session, preload };
  }

  private follow(session: Session, applyPermissions: Browser['applyPermissions']): void {
    const { protocol } = this.runtime;
    let fails = false;
    const documents = new Map<string, { url: string; frameId: string }>();
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      fails = frame.unreachableUrl !== undefined;
      if (frame.url === 'about:blank' || frame.url === ':') return;
      this.url = protocol.outside(frame.unreachableUrl ?? `${frame.url}${frame.urlFragment ?? ''}`);
      void this.applyTheme().catch(report);
      void applyPermissions(this.url).catch(report);
    });
    session.on('Page.navigatedWithinDocument', ({ url }) => (this.url = protocol.outside(url)));
    session.on('Page.domContentEventFired', () => fails || this.emit('dom-ready', {}));
    session.on('Page.loadEventFired', () => {
      if (!fails && this.url !== '') this.emit('did-finish-load', {});
    });
    session.on('Network.requestWillBeSent', ({ requestId, type, request, frameId }) => {
      if (type === 'Document') documents.set(requestId, { url: request.url, frameId: frameId ?? '' });
    });
    session.on('Network.loadingFailed', ({ requestId, errorText }) => {
      const failed = documents.get(requestId);
      if (failed === undefined) return;
      const isMainFrame = failed.frameId === this.targetId;
      const code = failureCode(errorText);
      this.emit('did-fail-load', {}, code, errorText, protocol.outside(failed.url), isMainFrame);
    });
    session.on('Page.windowOpen', ({ url, windowName }) => {
      const details = { url, frameName: windowName, features: '', disposition: 'foreground-tab' as const };
      this.openHandler({ ...details, referrer: { url: '', policy: 'default' } });
    });
    session.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    );
  }
}
