import type { FieldChange, Problem } from '../problem.ts';
import type { ConfigValue } from '../schema/value.ts';
import type { ConfigDocument } from '../text/document.ts';
import { addItem, removeField, setField } from '../text/edits.ts';
import { locate } from '../text/locate.ts';
import type { TextEdit } from '../text/text-edit.ts';

/** A change that the editor offers beside a problem. */
export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The ways to settle a problem, the likeliest first. */
export function fixesFor(document: ConfigDocument, problem: Problem): readonly QuickFix[] {
  const suggested = suggestedFix(document, problem);
  const remedies = (problem.remedies ?? []).map(({ title, changes }) => ({
    title,
    edits: changes.flatMap((change) => editsOf(document, change)),
  }));
  return [...(suggested === undefined ? [] : [suggested]), ...remedies].filter(
    ({ edits }) => edits.length > 0,
  );
}

/** Did-you-mean: the suggestion takes the place of the offending text, or is added where the field is not written. */
function suggestedFix(document: ConfigDocument, problem: Problem): QuickFix | undefined {
  const { suggestion, start, end, field } = problem;
  if (suggestion === undefined) return undefined;
  if (isOffendingText(document, problem)) {
    return { title: `Change ${problem.text} to ${suggestion}`, edits: [{ start, end, newText: suggestion }] };
  }
  const value = valueOf(suggestion);
  return { title: `Set ${field} to ${suggestion}`, edits: setField(document, field, value) };
}

/** Whether the problem marks the text that its suggestion replaces, rather than a block that lacks the field. */
function isOffendingText(document: ConfigDocument, { field, start, end }: Problem): boolean {
  const { exact, node, entry } = locate(document, field);
  return exact && [node, entry?.name].some((span) => span?.start === start && span.end === end);
}

/** What a suggestion means as a value: a quoted string, a number, yes or no, or the name of an enum value. */
function valueOf(suggestion: string): ConfigValue {
  if (suggestion.startsWith('"')) return String(JSON.parse(suggestion));
  if (/^-?[0-9]+$/.test(suggestion)) return Number(suggestion);
  return suggestion === 'true' || suggestion === 'false' ? suggestion === 'true' : suggestion;
}

function editsOf(document: ConfigDocument, change: FieldChange): readonly TextEdit[] {
  if (change.kind === 'set') return setField(document, change.field, change.value);
  if (change.kind === 'add') return addItem(document, change.field, change.value);
  if (change.kind === 'remove') return removeField(document, change.field);
  return [{ start: change.start, end: change.end, newText: change.newText }];
}
