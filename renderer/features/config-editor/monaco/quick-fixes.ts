import type { editor, languages } from 'monaco-editor/editor.js';
import { fixesFor } from '../../../../server/config/language/fixes.ts';
import { diagnosisOf } from './analysis.ts';
import { rangeBetween } from './ranges.ts';

/** Offers what settles the problems of the lines in question: behind the light bulb, and in the menu of the editor. */
export const quickFixProvider: languages.CodeActionProvider = {
  provideCodeActions(model, { startLineNumber, endLineNumber }) {
    const { document, problems } = diagnosisOf(model);
    const from = model.getOffsetAt({ lineNumber: startLineNumber, column: 1 });
    const to = model.getOffsetAt({
      lineNumber: endLineNumber,
      column: model.getLineMaxColumn(endLineNumber),
    });
    const actions = problems
      .filter(({ start, end }) => start <= to && end >= from)
      .flatMap((problem) => fixesFor(document, problem))
      .map(({ title, edits }, index) => ({
        title,
        kind: 'quickfix',
        isPreferred: index === 0,
        edit: { edits: edits.map((edit) => workspaceEdit(model, edit)) },
      }));
    return { actions, dispose: () => {} };
  },
};

function workspaceEdit(
  model: editor.ITextModel,
  { start, end, newText }: { readonly start: number; readonly end: number; readonly newText: string },
): languages.IWorkspaceTextEdit {
  return {
    resource: model.uri,
    versionId: model.getVersionId(),
    textEdit: { range: rangeBetween(model, start, end), text: newText },
  };
}
