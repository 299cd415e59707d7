import { useHotkeys } from '@mantine/hooks';
import { usePreferences } from '../preferences/store.ts';
import type { Command, CommandId } from './command.ts';
import { keyOf } from './keymap.ts';
import { spellings } from './keystroke.ts';
import { useAllCommands } from './registry.ts';

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

const KEY_NAMES: Readonly<Record<string, string>> = {
  mod: MAC ? '⌘' : 'Ctrl',
  shift: MAC ? '⇧' : 'Shift',
  alt: MAC ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: MAC ? '↩' : 'Enter',
  Escape: 'Esc',
  '[plus]': '+',
};

/** `mod+Enter` as this system writes it: `Ctrl Enter` or `⌘ ↩`. */
export function shortcutText(shortcut: string): string {
  return shortcut
    .split('+')
    .map((key) => KEY_NAMES[key] ?? key.toUpperCase())
    .join(' ');
}

/** `mod+Enter` as assistive technology hears of it. */
export function spokenShortcut(shortcut: string): string {
  return shortcut.replace('mod', MAC ? 'Meta' : 'Control').replace('[plus]', 'Plus');
}

/** The key that runs a command, as it is set now. */
export function useShortcut(id: CommandId): string | undefined {
  return usePreferences(({ keys }) => keyOf(id, keys));
}

const TYPING_PLACES = ['INPUT', 'TEXTAREA', 'SELECT'];

/** Runs the commands by their keys. A key without a modifier does nothing while typing. */
export function Shortcuts(): null {
  const keys = usePreferences((preferences) => preferences.keys);
  const hotkeys = useAllCommands()
    .filter((command) => command.blocked === undefined)
    .flatMap((command) => hotkeysOf(command, keyOf(command.id, keys)));
  useHotkeys(
    hotkeys.filter(([key]) => hasModifier(key)),
    [],
  );
  useHotkeys(
    hotkeys.filter(([key]) => !hasModifier(key)),
    TYPING_PLACES,
  );
  return null;
}

function hotkeysOf(command: Command, key: string | undefined): [string, () => void][] {
  return key === undefined ? [] : spellings(key).map((spelling) => [spelling, command.run]);
}

function hasModifier(key: string): boolean {
  return /\b(mod|alt|ctrl)\+/.test(key);
}
