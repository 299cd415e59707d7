import { type editor, languages } from 'monaco-editor/editor.js';
import { type OutlineItem, outlineOf } from '../../../../server/config/language/outline.ts';
import { diagnosisOf } from './analysis.ts';
import { rangeBetween } from './ranges.ts';

/** The outline of the text, for going to a field by its name. */
export const outlineProvider: languages.DocumentSymbolProvider = {
  provideDocumentSymbols: (model) =>
    outlineOf(diagnosisOf(model).document).map((item) => symbolOf(model, item)),
};

function symbolOf(model: editor.ITextModel, item: OutlineItem): languages.DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: item.children.length > 0 ? languages.SymbolKind.Struct : languages.SymbolKind.Field,
    tags: [],
    range: rangeBetween(model, item.range.start, item.range.end),
    selectionRange: rangeBetween(model, item.nameRange.start, item.nameRange.end),
    children: item.children.map((child) => symbolOf(model, child)),
  };
}
