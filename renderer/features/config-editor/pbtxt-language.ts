import { type IMarkdownString, type IRange, languages, type editor } from 'monaco-editor/editor.js';
import type { ConfigContext } from '../../../server/config/context.ts';
import type { Completion } from '../../../server/config/language/completion.ts';
import { completionsAt } from '../../../server/config/language/completions.ts';
import { diagnose } from '../../../server/config/language/diagnose.ts';
import { fixesFor } from '../../../server/config/language/fixes.ts';
import { hoverAt } from '../../../server/config/language/hover.ts';
import { type OutlineItem, outlineOf } from '../../../server/config/language/outline.ts';
import { readConfig } from '../../../server/config/read.ts';
import { formatConfig } from '../../../server/config/text/format.ts';

export const LANGUAGE = 'pbtxt';

/** What each open text is checked against, by its address. */
const contexts = new Map<string, ConfigContext>();

/** Tells the language what it needs to know beside the text. */
export function setContext(model: editor.ITextModel, context: ConfigContext): void {
  contexts.set(model.uri.toString(), context);
}

function contextOf(model: editor.ITextModel): ConfigContext {
  return (
    contexts.get(model.uri.toString()) ?? {
      folder: { name: '', versions: [], versionFiles: [] },
      machine: { gpus: [] },
    }
  );
}

/** Teaches Monaco the configuration language; all knowledge of it is in server/config. */
export function registerPbtxt(): void {
  languages.register({ id: LANGUAGE, extensions: ['.pbtxt'] });
  languages.setLanguageConfiguration(LANGUAGE, {
    comments: { lineComment: '#' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['<', '>'],
    ],
    autoClosingPairs: ['{}', '[]', '""'].map((pair) => ({ open: pair.slice(0, 1), close: pair.slice(1) })),
  });
  languages.setMonarchTokensProvider(LANGUAGE, {
    tokenizer: {
      root: [
        [/#.*$/, 'comment'],
        [/[A-Za-z_]\w*(?=\s*[:{<[])/, 'field'],
        [/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/, 'string'],
        [/-?(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?f?)/, 'number'],
        [/[A-Za-z_]\w*/, 'enum'],
        [/[{}[\]<>]/, '@brackets'],
      ],
    },
  });
  languages.registerCompletionItemProvider(LANGUAGE, {
    triggerCharacters: ['"', ':', ' ', '['],
    provideCompletionItems,
  });
  languages.registerHoverProvider(LANGUAGE, { provideHover });
  languages.registerCodeActionProvider(LANGUAGE, { provideCodeActions });
  languages.registerDocumentFormattingEditProvider(LANGUAGE, {
    provideDocumentFormattingEdits: (model) => [
      { range: model.getFullModelRange(), text: formatConfig(model.getValue()) },
    ],
  });
  languages.registerDocumentSymbolProvider(LANGUAGE, {
    provideDocumentSymbols: (model) =>
      outlineOf(readConfig(model.getValue()).document).map((item) => symbolOf(model, item)),
  });
}

const KINDS: Readonly<Record<Completion['kind'], languages.CompletionItemKind>> = {
  field: languages.CompletionItemKind.Field,
  block: languages.CompletionItemKind.Struct,
  enum: languages.CompletionItemKind.EnumMember,
  value: languages.CompletionItemKind.Value,
};

const provideCompletionItems: languages.CompletionItemProvider['provideCompletionItems'] = (
  model,
  position,
) => {
  const { document } = readConfig(model.getValue());
  const { start, end, items } = completionsAt(document, model.getOffsetAt(position), contextOf(model));
  const range = rangeBetween(model, start, end);
  return {
    suggestions: items.map((item, index) => ({
      label: item.label,
      kind: KINDS[item.kind],
      insertText: item.insertText,
      insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
      detail: item.detail,
      documentation: item.doc,
      sortText: String(index).padStart(4, '0'),
      range,
    })),
  };
};

const provideHover: languages.HoverProvider['provideHover'] = (model, position) => {
  const { document } = readConfig(model.getValue());
  const hover = hoverAt(document, model.getOffsetAt(position), contextOf(model));
  if (hover === undefined) return null;
  const lines: IMarkdownString[] = [
    { value: `**${hover.title}** · ${hover.detail}` },
    { value: hover.default === undefined ? hover.doc : `${hover.doc} Default: \`${hover.default}\`.` },
  ];
  return { range: rangeBetween(model, hover.range.start, hover.range.end), contents: lines };
};

const provideCodeActions: languages.CodeActionProvider['provideCodeActions'] = (model, range) => {
  const { document, problems } = diagnose(model.getValue(), contextOf(model));
  const from = model.getOffsetAt({ lineNumber: range.startLineNumber, column: 1 });
  const to = model.getOffsetAt({
    lineNumber: range.endLineNumber,
    column: model.getLineMaxColumn(range.endLineNumber),
  });
  const actions = problems
    .filter(({ start, end }) => start <= to && end >= from)
    .flatMap((problem) => fixesFor(document, problem))
    .map(({ title, edits }, index) => ({
      title,
      kind: 'quickfix',
      isPreferred: index === 0,
      edit: {
        edits: edits.map(({ start, end, newText }) => ({
          resource: model.uri,
          versionId: model.getVersionId(),
          textEdit: { range: rangeBetween(model, start, end), text: newText },
        })),
      },
    }));
  return { actions, dispose: () => {} };
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

/** Offsets as a range of the editor. */
export function rangeBetween(model: editor.ITextModel, start: number, end: number): IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(end);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}
