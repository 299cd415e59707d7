import { EventEmitter } from 'node:events';
import type { Used } from './contract.ts';

export class StandInNativeTheme extends EventEmitter implements Used<'NativeTheme'> {
  private source: Electron.NativeTheme['themeSource'] = 'system';

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.source = source;
    this.emit('updated', {});
  }

  /** The system behind the stand-in is light. */
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}
