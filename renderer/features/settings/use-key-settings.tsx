import { CATALOGUE, LISTED, type ListedId } from '../../app/commands/catalogue.ts';
import { conflictsOf, keyOf, type Rebound } from '../../app/commands/keymap.ts';
import { shortcutText } from '../../app/commands/shortcuts.ts';
import { changeKey, usePreferences } from '../../app/preferences/store.ts';
import { KeyField } from './key-field.tsx';
import type { Setting } from './setting.ts';

/** The key of every command that can have one. */
export function useKeySettings(): readonly Setting[] {
  const { keys } = usePreferences();
  // The menu of the desktop holds the keys of its commands itself.
  return LISTED.filter(({ place }) => place !== 'Desktop').map(({ id, title, place, key: standard }) => {
    const key = keyOf(id, keys);
    return {
      id: `key:${id}`,
      section: 'Keys',
      title,
      description: place,
      keywords: `shortcut keyboard ${key === undefined ? '' : shortcutText(key)}`,
      scope: 'This window',
      standard: standard === undefined ? 'no key' : shortcutText(standard),
      control: <KeyField id={id} title={title} shortcut={key} conflict={conflictText(id, key, keys)} />,
      reset: key === standard ? undefined : () => resetKey(id, keys),
    };
  });
}

function conflictText(id: ListedId, key: string | undefined, keys: Rebound): string | undefined {
  const others = key === undefined ? [] : conflictsOf(id, key, keys);
  if (others.length === 0) return undefined;
  return `Also runs “${others.map((other) => CATALOGUE[other].title).join('” and “')}”.`;
}

function resetKey(id: ListedId, keys: Rebound): () => void {
  changeKey(id, null);
  return () => changeKey(id, keys[id] ?? null);
}
