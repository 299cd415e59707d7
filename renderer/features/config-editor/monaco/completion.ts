import { languages } from 'monaco-editor/editor.js';
import type { Completion } from '../../../../server/config/language/completion.ts';
import { completionsAt } from '../../../../server/config/language/completions.ts';
import { contextOf, diagnosisOf } from './analysis.ts';
import { rangeBetween } from './ranges.ts';

const KINDS: Readonly<Record<Completion['kind'], languages.CompletionItemKind>> = {
  field: languages.CompletionItemKind.Field,
  block: languages.CompletionItemKind.Struct,
  enum: languages.CompletionItemKind.EnumMember,
  value: languages.CompletionItemKind.Value,
};

/** Proposes fields, enum values, tensors of the model, label files and other models. */
export const completionProvider: languages.CompletionItemProvider = {
  triggerCharacters: ['"', ':', ' ', '['],
  provideCompletionItems(model, position) {
    const { document } = diagnosisOf(model);
    const { start, end, items } = completionsAt(document, model.getOffsetAt(position), contextOf(model));
    const range = rangeBetween(model, start, end);
    return {
      suggestions: items.map((item, index) => ({
        label: { label: item.label, description: item.detail },
        kind: KINDS[item.kind],
        insertText: item.insertText,
        insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
        detail: item.detail,
        documentation: item.doc,
        filterText: textToFilter(item),
        // The order of the schema, which is that of importance.
        sortText: String(index).padStart(4, '0'),
        range,
      })),
    };
  },
};

/** A quoted value must match what is typed, which begins with the quote. */
function textToFilter({ label, insertText }: Completion): string {
  return insertText.startsWith('"') ? `"${label}"` : label;
}
