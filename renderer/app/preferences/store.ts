import { create } from 'zustand';
import { type Preferences, readPreferences } from './preferences.ts';

const PLACE = 'inferdeck.preferences';

const kept = readPreferences(localStorage.getItem(PLACE));

/** The preferences that count now. */
export const usePreferences = create<Preferences>(() => kept.preferences);

/** What could not be understood of what was kept; undefined once it has been replaced. */
export const usePreferencesRemark = create<{ readonly remark?: string | undefined }>(() => ({
  remark: kept.remark,
}));

/** Changes some of them, now and for the next start. What could not be understood is put aside, not lost. */
export function changePreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  if (usePreferencesRemark.getState().remark !== undefined) {
    localStorage.setItem(`${PLACE}.broken`, localStorage.getItem(PLACE) ?? '');
    usePreferencesRemark.setState({ remark: undefined });
  }
  localStorage.setItem(PLACE, JSON.stringify(usePreferences.getState()));
}

/** Gives a command a key; null gives it back the one it came with. */
export function changeKey(id: string, key: string | null): void {
  const { [id]: _before, ...others } = usePreferences.getState().keys;
  changePreferences({ keys: key === null ? others : { ...others, [id]: key } });
}

/** Takes over what another window of this browser changed. */
export function followOtherWindows(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === PLACE) usePreferences.setState(readPreferences(newValue).preferences);
  });
}
