import { REQUESTS_CHANNEL } from './channels.ts';
import type { PageRequest } from './contract.ts';
import type { MainWindow } from './windows.ts';

/** What the menu and the system ask of the page, kept until it takes it: the page may be still on its way. */
export class PageRequests {
  readonly #window: Pick<MainWindow, 'open' | 'current'>;
  #waiting: PageRequest[] = [];

  constructor(window: Pick<MainWindow, 'open' | 'current'>) {
    this.#window = window;
  }

  /** Brings the window to the front, and asks. */
  ask(request: PageRequest): void {
    this.#window.open();
    this.tell(request);
  }

  /** Asks without bringing the window to the front. */
  tell(request: PageRequest): void {
    this.#waiting.push(request);
    this.#window.current?.webContents.send(REQUESTS_CHANNEL);
  }

  /** Everything that was asked and not taken yet, oldest first. */
  take(): readonly PageRequest[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
