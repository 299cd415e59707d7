import { useHotkeys } from '@mantine/hooks';
import type { Command } from './command.ts';
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
};

/** `mod+Enter` as this system writes it: `Ctrl Enter` or `⌘ ↩`. */
export function shortcutText(shortcut: string): string {
  return shortcut
    .split('+')
    .map((key) => KEY_NAMES[key] ?? key.toUpperCase())
    .join(' ');
}

const TYPING_PLACES = ['INPUT', 'TEXTAREA', 'SELECT'];

/** Runs the commands by their shortcuts. A key without a modifier does nothing while typing. */
export function Shortcuts(): null {
  const commands = useAllCommands().filter((command) => command.blocked === undefined);
  const withModifier = (command: Command) => /\b(mod|alt|ctrl)\+/.test(command.shortcut ?? '');
  useHotkeys(commands.filter(withModifier).map(toHotkey), []);
  useHotkeys(
    commands
      .filter((command) => !withModifier(command))
      .flatMap((command) => (command.shortcut ? [toHotkey(command)] : [])),
    TYPING_PLACES,
  );
  return null;
}

function toHotkey(command: Command): [string, () => void] {
  return [command.shortcut ?? '', command.run];
}
