import { EventEmitter } from 'node:events';
import { Preventable } from './app.ts';
import type { Used } from './contract.ts';
import { report } from './report.ts';
import type { Runtime } from './runtime.ts';
import { StandInWebContents } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window: bounds and states are kept here, only its page is real. */
export class StandInBrowserWindow extends EventEmitter implements Used<'BrowserWindow'> {
  readonly webContents: StandInWebContents;
  private readonly runtime: Runtime;
  private readonly bounds: Bounds;
  private background: string;
  private maximized = false;
  private minimized = false;
  private focused = true;
  private visible: boolean;
  private destroyed = false;

  constructor(runtime: Runtime, options: Electron.BrowserWindowConstructorOptions) {
    super();
    const {
      width = 800,
      height = 600,
      x = 0,
      y = 0,
      webPreferences,
      show = true,
      backgroundColor = '#FFF',
    } = options;
    this.runtime = runtime;
    this.bounds = { x, y, width, height };
    this.background = backgroundColor;
    this.visible = show;
    const preload = webPreferences?.preload ?? '/dev/null';
    this.webContents = runtime.exposed(
      new StandInWebContents(runtime, { width, height, preload }, () => this.gone()),
    );
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', {}));
    runtime.app.windows.add(runtime.exposed(this));
    runtime.app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  close(): void {
    const event = new Preventable();
    this.emit('close', event);
    if (event.defaultPrevented) this.runtime.app.stay();
    else void this.webContents.destroy().catch(report);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isVisible(): boolean {
    return this.visible;
  }

  show(): void {
    this.visible = true;
    this.emit('show', {});
  }

  focus(): void {
    this.focused = true;
    this.emit('focus', {});
  }

  blur(): void {
    this.focused = false;
    this.emit('blur', {});
  }

  isFocused(): boolean {
    return this.visible && this.focused;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  maximize(): void {
    this.maximized = true;
    this.emit('maximize', {});
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  minimize(): void {
    this.minimized = true;
    this.emit('minimize', {});
  }

  restore(): void {
    this.minimized = false;
    this.emit('restore', {});
  }

  getNormalBounds(): Bounds {
    return { ...this.bounds };
  }

  setBackgroundColor(colour: string): void {
    this.background = colour;
  }

  getBackgroundColor(): string {
    return this.background;
  }

  setTitleBarOverlay(): void {}

  private gone(): void {
    this.destroyed = true;
    this.emit('closed', {});
    this.runtime.app.windows.delete(this.runtime.exposed(this));
    this.runtime.app.windowClosed();
  }
}
