import type { ConfigContext } from '../context.ts';
import { parsePath } from '../path.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Cursor } from './cursor.ts';

/** Something that may stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'field' | 'block' | 'enum' | 'value';
  /** What takes the place of what is typed. `$0` marks where the cursor goes. */
  readonly insertText: string;
  /** The type or origin, in a word or two. */
  readonly detail: string;
  readonly doc: string;
}

/** A place where a value is being written, and what is known there. */
export interface ValueSite {
  readonly cursor: Exclude<Cursor, { place: 'nowhere' }>;
  /** The configuration as far as it is written. */
  readonly config: ModelConfig;
  readonly context: ConfigContext;
  /** The path of the block around the cursor. */
  readonly path: string;
}

/** What a field can be at some place. */
export type Source = (site: ValueSite) => readonly Completion[];

/** A value that stands as it is, such as a number. */
export function plain(label: string, detail: string, doc = ''): Completion {
  return { label, kind: 'value', insertText: escaped(label), detail, doc };
}

/** A value that stands in quotes. */
export function quoted(label: string, detail: string, doc = ''): Completion {
  return { label, kind: 'value', insertText: escaped(JSON.stringify(label)), detail, doc };
}

/** A dollar sign means a place for the cursor, unless it is escaped. */
const escaped = (text: string) => text.replaceAll('$', String.raw`\$`);

/** The index that a path gives a repeated field: 1 for `step` in `ensemble_scheduling.step[1].input_map["x"]`. */
export function indexIn(path: string, field: string): number | undefined {
  const steps = parsePath(path);
  const at = steps.findIndex((step) => step.kind === 'field' && step.name === field);
  const next = at === -1 ? undefined : steps[at + 1];
  return next?.kind === 'index' ? next.index : undefined;
}
