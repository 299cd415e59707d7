import type { ReactNode } from 'react';

/** Whom a setting is for: this browser or desktop window, the server until it ends, or this computer for good. */
export type Scope = 'This window' | 'This server' | 'This machine';

export const SECTIONS = ['Appearance', 'Server', 'Logging', 'Keys', 'Advanced'] as const;

type Section = (typeof SECTIONS)[number];

/** One line of the settings. */
export interface Setting {
  readonly id: string;
  readonly section: Section;
  readonly title: string;
  readonly description: ReactNode;
  readonly scope: Scope;
  /** What counts when nobody chooses, in words; absent for what cannot be chosen here. */
  readonly standard?: string;
  /** Further words to be found by. */
  readonly keywords?: string;
  readonly control: ReactNode;
  /** Absent while the default counts. */
  readonly reset?: Reset | undefined;
}

/** Gives a setting its default. @returns what gives it back the value it had */
export type Reset = () => () => void;

/** The settings that hold every word of a search in their title, section or further words. */
export function findSettings(settings: readonly Setting[], search: string): readonly Setting[] {
  const words = search.toLowerCase().split(/\s+/);
  return settings.filter(({ title, section, scope, keywords = '', description }) => {
    const told = typeof description === 'string' ? description : '';
    const haystack = `${title} ${section} ${scope} ${keywords} ${told}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
