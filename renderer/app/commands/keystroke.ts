/** What of a keyboard event tells which keys are down. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MODIFIERS = ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Fn', 'Dead', 'Unidentified'];
const SPELLED: Readonly<Record<string, string>> = { ' ': 'space', '+': '[plus]' };

/** The keys that are down, in the notation of `useHotkeys`; undefined while only modifiers are. */
export function keystrokeOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | undefined {
  if (MODIFIERS.includes(key)) return undefined;
  const name = nameOf(key, code, altKey);
  const parts = [
    (ctrlKey || metaKey) && 'mod',
    // Whether a sign needs Shift differs from keyboard to keyboard.
    shiftKey && !isSign(name) && 'shift',
    altKey && 'alt',
    name,
  ];
  return parts.filter((part) => part !== false).join('+');
}

/** On a Mac, ⌥ F types ƒ: the letter is taken from the place of the key. */
function nameOf(key: string, code: string, altKey: boolean): string {
  const letter = altKey ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return letter ?? SPELLED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function isSign(name: string): boolean {
  return name === '[plus]' || (name.length === 1 && !/[\p{L}\p{N}]/u.test(name));
}

/** A key as `useHotkeys` has to hear of it: a sign counts with Shift and without. */
export function spellings(shortcut: string): readonly string[] {
  const name = shortcut.split('+').at(-1) ?? '';
  return isSign(name) ? [shortcut, `shift+${shortcut}`] : [shortcut];
}

const MOVING = /^(shift\+)?(Tab|Enter|space|Escape|Arrow\w+|Home|End|PageUp|PageDown|Backspace|Delete)$/;
const TAKEN = /^mod\+(shift\+)?[WTNQ]$/;

/** Why a key cannot be given to a command, as a sentence; undefined when it can. */
export function whyUnusable(shortcut: string): string | undefined {
  if (MOVING.test(shortcut)) return 'This key moves about in the window; add Ctrl or Alt to it.';
  return TAKEN.test(shortcut) ? 'The browser or the system takes this key first.' : undefined;
}
