import { configFromJson } from '../../../../server/config/json/from-json.ts';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import { writeConfig } from '../../../../server/config/text/write.ts';
import type { BufferState } from '../buffer/config-buffer.ts';

/** What the text can be held against. */
export type CompareSource =
  | { readonly kind: 'saved' }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'earlier'; readonly id: string; readonly savedAt: string };

/** Two texts side by side. Without `after`, the right side is the text in the editor and can be changed. */
export interface Comparison {
  readonly before: string;
  readonly beforeTitle: string;
  readonly after?: string;
  readonly afterTitle: string;
}

interface CompareTexts {
  readonly state: BufferState;
  readonly diagnosis: Diagnosis;
  /** The text that what serves came from. */
  readonly loadedText: string | null;
  /** The effective configuration of what serves, in its JSON form; null when nothing does. */
  readonly loadedConfig: unknown;
  /** The text of an earlier save, when it has arrived. */
  readonly earlier: string | undefined;
}

const YOURS = 'The text in the editor';

/** The texts of a comparison; undefined while one of them is on its way. */
export function comparisonOf(source: CompareSource, texts: CompareTexts): Comparison | undefined {
  const { state, earlier } = texts;
  if (source.kind === 'earlier') {
    const beforeTitle = `Saved ${new Date(source.savedAt).toLocaleString()}`;
    return earlier === undefined ? undefined : { before: earlier, beforeTitle, afterTitle: YOURS };
  }
  if (source.kind === 'saved')
    return { before: state.disk.text, beforeTitle: 'The saved file', afterTitle: YOURS };
  return source.kind === 'loaded' ? loaded(texts) : completed(texts);
}

/** A model that was loaded without a file is compared as the server sees both, written out. */
function loaded({ loadedText, loadedConfig, diagnosis }: CompareTexts): Comparison {
  const beforeTitle = 'What is loaded';
  if (loadedText !== null) return { before: loadedText, beforeTitle, afterTitle: YOURS };
  return {
    before: writeConfig(configFromJson(loadedConfig).config),
    beforeTitle: `${beforeTitle}, written out`,
    after: writeConfig(diagnosis.effective),
    afterTitle: 'The text in the editor, completed',
  };
}

/** Both sides are written out, so that only what the server fills in differs. */
function completed({ diagnosis }: CompareTexts): Comparison {
  return {
    before: writeConfig(diagnosis.config),
    beforeTitle: 'As written',
    after: writeConfig(diagnosis.effective),
    afterTitle: 'As the server completes it',
  };
}
