import type { IconType } from 'react-icons';
import type { ListedId } from './catalogue.ts';

/** Those of the catalogue, and those that every model of the list has. */
export type CommandId = ListedId | `${'open' | 'load' | 'unload' | 'reload'}:${string}`;

/** Something a person can do. Buttons, the palette and keys all show and run the same object. */
export interface Command {
  readonly id: CommandId;
  /** The whole deed: `Unload mnist`. */
  readonly title: string;
  /** On a button, where the place says the rest: `Unload`. */
  readonly label: string;
  readonly group: 'This model' | 'Test' | 'Models' | 'Window';
  readonly icon: IconType;
  readonly keywords?: string;
  /** Why it cannot be done now, as a sentence. */
  readonly blocked?: string | undefined;
  readonly run: () => void;
}
