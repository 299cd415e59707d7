import { type Icon, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

interface Scheme {
  readonly scheme: 'auto' | 'light' | 'dark';
  readonly label: string;
  readonly icon: Icon;
}

/** How the window may look. */
export const SCHEMES: readonly Scheme[] = [
  { scheme: 'auto', label: 'As the system', icon: IconDeviceDesktop },
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
];
