import type { MantineColorSchemeManager } from '@mantine/core';
import { changePreferences, usePreferences } from './store.ts';

let forget = (): void => {};

/** Has Mantine keep the theme with the other preferences. */
export const schemeManager: MantineColorSchemeManager = {
  get: () => usePreferences.getState().theme,
  set: (theme) => changePreferences({ theme }),
  subscribe: (tell) => {
    forget = usePreferences.subscribe(({ theme }, before) => theme === before.theme || tell(theme));
  },
  unsubscribe: () => forget(),
  clear: () => changePreferences({ theme: 'auto' }),
};

const MORE_CONTRAST = window.matchMedia('(prefers-contrast: more)');
const LESS_MOTION = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Marks the page with what counts, for the styles: the preference, or what the system asks for. */
export function followAppearance(): void {
  const mark = () => {
    const { contrast, density, motion } = usePreferences.getState();
    const marks = document.documentElement.dataset;
    marks['contrast'] = contrast === 'more' || MORE_CONTRAST.matches ? 'more' : 'standard';
    marks['density'] = density;
    marks['motion'] = motion === 'reduce' || LESS_MOTION.matches ? 'reduce' : 'full';
  };
  mark();
  usePreferences.subscribe(mark);
  MORE_CONTRAST.addEventListener('change', mark);
  LESS_MOTION.addEventListener('change', mark);
}
