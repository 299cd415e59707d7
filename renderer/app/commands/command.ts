import type { Icon } from '@tabler/icons-react';

/** Something a person can do. Buttons, the palette and shortcuts all show and run the same object. */
export interface Command {
  readonly id: string;
  /** The whole deed: `Unload mnist`. */
  readonly title: string;
  /** On a button, where the place says the rest: `Unload`. */
  readonly label: string;
  readonly group: 'This model' | 'Test' | 'Models' | 'Window';
  readonly icon: Icon;
  /** In the notation of `useHotkeys`: `mod+Enter`. */
  readonly shortcut?: string;
  readonly keywords?: string;
  /** Why it cannot be done now, as a sentence. */
  readonly blocked?: string | undefined;
  readonly run: () => void;
}
