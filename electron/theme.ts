import { nativeTheme } from 'electron';
import type { ThemeChoice } from './contract.ts';
import type { SettingsFile } from './settings.ts';

/** Frame and dialogs in the colours chosen last. */
export function applyTheme(settings: SettingsFile): void {
  nativeTheme.themeSource = settings.current.theme;
}

export function chooseTheme(settings: SettingsFile, theme: ThemeChoice): void {
  settings.change({ theme });
  applyTheme(settings);
}
