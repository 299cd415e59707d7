import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Used } from './contract.ts';
import type { StandInMenu } from './menu.ts';

/** A picture that is read and not drawn. */
export function pictureAt(path: string): { readonly resize: () => unknown } {
  readFileSync(path);
  const picture = { resize: () => picture };
  return picture;
}

/** A place beside the clock that nobody sees; the specs look at what it would show. */
export class StandInTray extends EventEmitter implements Used<'Tray'> {
  static current: StandInTray | undefined;
  toolTip = '';
  menu: StandInMenu | undefined;

  constructor() {
    super();
    StandInTray.current = this;
  }

  setToolTip(words: string): void {
    this.toolTip = words;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = (menu ?? undefined) as StandInMenu | undefined;
  }

  destroy(): void {
    StandInTray.current = undefined;
  }
}
