import { SegmentedControl } from '@mantine/core';
import { DEFAULTS, type Preferences } from '../../app/preferences/preferences.ts';
import { changePreferences, usePreferences } from '../../app/preferences/store.ts';
import type { Setting } from './setting.ts';

type Look = Omit<Preferences, 'keys'>;

interface Choice<Name extends keyof Look> {
  readonly name: Name;
  readonly title: string;
  readonly description: string;
  readonly keywords: string;
  readonly values: readonly { readonly value: Look[Name]; readonly label: string }[];
}

/** How the window looks. */
export function useAppearanceSettings(): readonly Setting[] {
  const preferences = usePreferences();
  return [
    choose(preferences, {
      name: 'theme',
      title: 'Theme',
      description: 'Light, dark, or whichever the system has at the moment.',
      keywords: 'color scheme night day',
      values: [
        { value: 'auto', label: 'As the system' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ],
    }),
    choose(preferences, {
      name: 'contrast',
      title: 'Contrast',
      description: 'High contrast draws edges and faint words as strongly as the rest, in light and in dark.',
      keywords: 'high accessibility theme borders',
      values: [
        { value: 'system', label: 'As the system' },
        { value: 'more', label: 'High' },
      ],
    }),
    choose(preferences, {
      name: 'density',
      title: 'Density',
      description: 'Compact shows a model on one line and takes space out of cards and tables.',
      keywords: 'size rows spacing list',
      values: [
        { value: 'comfortable', label: 'Comfortable' },
        { value: 'compact', label: 'Compact' },
      ],
    }),
    choose(preferences, {
      name: 'motion',
      title: 'Reduced motion',
      description: 'Without motion, dialogs and menus appear where they are, and rings stand still.',
      keywords: 'animation accessibility',
      values: [
        { value: 'system', label: 'As the system' },
        { value: 'reduce', label: 'Always' },
      ],
    }),
  ];
}

function choose<Name extends keyof Look>(
  preferences: Preferences,
  { name, title, description, keywords, values }: Choice<Name>,
): Setting {
  const value = preferences[name];
  const put = (next: Look[Name] | undefined) => next !== undefined && changePreferences({ [name]: next });
  return {
    id: name,
    section: 'Appearance',
    title,
    description,
    keywords,
    scope: 'This window',
    standard: values.find((one) => one.value === DEFAULTS[name])?.label.toLowerCase() ?? '',
    control: (
      <SegmentedControl
        aria-label={title}
        value={value}
        data={values.map((one) => ({ value: one.value, label: one.label }))}
        onChange={(picked) => put(values.find((one) => one.value === picked)?.value)}
      />
    ),
    reset:
      value === DEFAULTS[name]
        ? undefined
        : () => {
            put(DEFAULTS[name]);
            return () => put(value);
          },
  };
}
