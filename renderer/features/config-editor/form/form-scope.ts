import { createContext, useContext } from 'react';
import { differencesOf } from '../../../../server/config/difference.ts';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import type { Problem } from '../../../../server/config/problem.ts';
import type { ConfigValue, ModelConfig } from '../../../../server/config/schema/value.ts';
import { addItem, removeField, setField } from '../../../../server/config/text/edits.ts';
import { locate, rangeOfField } from '../../../../server/config/text/locate.ts';
import type { TextEdit } from '../../../../server/config/text/text-edit.ts';

/** What the fields of the form know of the text, and how they change it. */
export interface FormScope {
  readonly diagnosis: Diagnosis;
  /** The line a field is written on; undefined when it is not written. */
  readonly lineOf: (path: string) => number | undefined;
  /** Whether the field says something else than the saved file. */
  readonly isChanged: (path: string) => boolean;
  readonly problemOf: (path: string) => Problem | undefined;
  /** Whether the cursor is in the field. */
  readonly isCurrent: (path: string) => boolean;
  readonly set: (path: string, value: ConfigValue) => void;
  readonly add: (path: string, item: ConfigValue) => void;
  readonly remove: (path: string) => void;
  /** Shows where the text says so. */
  readonly goTo: (path: string) => void;
}

interface FormSources {
  readonly diagnosis: Diagnosis;
  /** The configuration that the text began from. */
  readonly saved: ModelConfig;
  /** The field that the cursor is in. */
  readonly current: string | undefined;
  readonly apply: (edits: readonly TextEdit[]) => void;
  readonly goTo: (offset: number) => void;
}

/** Ties the form to a text: it reads the analysis of the text and answers with edits of it. */
export function formScope({ diagnosis, saved, current, apply, goTo }: FormSources): FormScope {
  const { document, config, problems } = diagnosis;
  const changed = differencesOf(saved, config).map(({ field }) => field);
  return {
    diagnosis,
    lineOf: (path) => (locate(document, path).exact ? rangeOfField(document, path).line : undefined),
    isChanged: (path) => changed.some((field) => isWithin(field, path) || isWithin(path, field)),
    problemOf: (path) => problems.find(({ field }) => isWithin(field, path)),
    isCurrent: (path) => current !== undefined && isWithin(current, path),
    set: (path, value) => apply(setField(document, path, value)),
    add: (path, item) => apply(addItem(document, path, item)),
    remove: (path) => apply(removeField(document, path)),
    goTo: (path) => goTo(rangeOfField(document, path).start),
  };
}

/** Whether a path is another one or lies in it: `input[0].dims[1]` in `input[0].dims`. */
function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^$|^[.[]/.test(path.slice(outer.length));
}

const Scope = createContext<FormScope | undefined>(undefined);

export const FormScopeProvider = Scope.Provider;

/** The form's tie to the text. */
export function useForm(): FormScope {
  const scope = useContext(Scope);
  if (scope === undefined) throw new Error('A field of the form stands outside the form.');
  return scope;
}
