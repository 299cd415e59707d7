import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Used } from './contract.ts';
import { claimInstance } from './single-instance.ts';

/** An event of Electron's that a listener can hold back. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** A window as far as the end of the app is concerned. */
interface Closable {
  close(): void;
}

export class StandInApp extends EventEmitter implements Used<'App'> {
  readonly isPackaged = false;
  readonly switches: string[] = [];
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) =>
      void this.switches.push(value === undefined || value === '' ? `--${name}` : `--${name}=${value}`),
    hasSwitch: (name: string) => this.switches.includes(`--${name}`),
  };
  readonly windows = new Set<Closable>();
  /** What has to be over before the process may end. */
  readonly ending: (() => Promise<void>)[] = [];
  /** Whether nothing can keep the process from ending any more. */
  isLeaving = false;
  private appFolder = process.cwd();
  private appName = 'Electron';
  private isUp = false;
  private settleReadiness: () => void = () => {};
  private readonly readiness = new Promise<void>((resolve) => {
    this.settleReadiness = resolve;
  });
  private isQuitting = false;

  /** Takes the name and the entry from the app's package.json. @returns the file that starts it */
  open(folder: string): string {
    const { name, productName, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    this.appFolder = folder;
    this.appName = productName ?? name;
    return join(folder, main);
  }

  becomeReady(): void {
    this.isUp = true;
    this.settleReadiness();
    this.emit('ready', {}, {});
  }

  isReady(): boolean {
    return this.isUp;
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  getAppPath(): string {
    return this.appFolder;
  }

  getPath(name: string): string {
    const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    const userData = join(config, this.appName);
    const path = { userData, logs: join(userData, 'logs'), home: homedir() }[name];
    if (path === undefined) throw new Error(`The stand-in does not know the path ${name}.`);
    mkdirSync(path, { recursive: true });
    return path;
  }

  enableSandbox(): void {
    if (this.isUp) throw new Error('app.enableSandbox() can only be called before app is ready');
    // Electron keeps it as a switch too.
    this.commandLine.appendSwitch('enable-sandbox');
  }

  requestSingleInstanceLock(): boolean {
    const { isFirst, told, release } = claimInstance(this.getPath('userData'), (args, workingFolder) =>
      this.emit('second-instance', new Preventable(), args, workingFolder, undefined),
    );
    this.ending.push(() => told, release);
    return isFirst;
  }

  /** A window is gone; without windows the app ends, or says that the last one was closed. */
  windowClosed(): void {
    if (this.windows.size > 0) return;
    if (this.isQuitting) this.leave();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  /** A window refused to close. */
  stay(): void {
    this.isQuitting = false;
  }

  quit(): void {
    const event = new Preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    if (this.windows.size === 0) this.leave();
    else for (const window of this.windows) window.close();
  }

  exit(code = 0): void {
    this.isLeaving = true;
    void Promise.allSettled(this.ending.map((end) => end())).then(() => process.exit(code));
  }

  private leave(): void {
    const event = new Preventable();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.isQuitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    this.exit(0);
  }
}
