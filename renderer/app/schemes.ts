import type { IconType } from 'react-icons';
import { TbDeviceDesktop, TbMoon, TbSun } from 'react-icons/tb';

interface Scheme {
  readonly scheme: 'auto' | 'light' | 'dark';
  readonly label: string;
  readonly icon: IconType;
}

/** How the window may look. */
export const SCHEMES: readonly Scheme[] = [
  { scheme: 'auto', label: 'As the system', icon: TbDeviceDesktop },
  { scheme: 'light', label: 'Light', icon: TbSun },
  { scheme: 'dark', label: 'Dark', icon: TbMoon },
];
