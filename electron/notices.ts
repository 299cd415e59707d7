import { Notification } from 'electron';
import type { MainWindow } from './windows.ts';

/** Tells what ended to a person who does not look at the window; a click brings it to the front. */
export class Notices {
  readonly #window: Pick<MainWindow, 'open' | 'current'>;
  /** One that nobody holds is forgotten, and its click with it. */
  readonly #shown = new Set<Notification>();

  constructor(window: Pick<MainWindow, 'open' | 'current'>) {
    this.#window = window;
  }

  tell(title: string, body: string): void {
    if (this.#window.current?.isFocused() === true || !Notification.isSupported()) return;
    const notice = new Notification({ title, body });
    const forget = () => void this.#shown.delete(notice);
    notice.once('click', () => {
      forget();
      this.#window.open();
    });
    notice.once('close', forget);
    this.#shown.add(notice);
    notice.show();
  }
}
