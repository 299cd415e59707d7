import { languages } from 'monaco-editor/editor.js';
import { formatConfig } from '../../../../server/config/text/format.ts';
import { completionProvider } from './completion.ts';
import { hoverProvider } from './hover.ts';
import { outlineProvider } from './outline.ts';
import { quickFixProvider } from './quick-fixes.ts';

export const PBTXT = 'pbtxt';

/** Teaches Monaco the configuration language; all knowledge of it is in server/config. */
export function registerPbtxt(): void {
  languages.register({ id: PBTXT, extensions: ['.pbtxt'] });
  languages.setLanguageConfiguration(PBTXT, {
    comments: { lineComment: '#' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['<', '>'],
    ],
    autoClosingPairs: ['{}', '[]', '""'].map((pair) => ({ open: pair.slice(0, 1), close: pair.slice(1) })),
    surroundingPairs: ['{}', '[]', '""', "''"].map((pair) => ({
      open: pair.slice(0, 1),
      close: pair.slice(1),
    })),
    indentationRules: { increaseIndentPattern: /[{[<]\s*(#.*)?$/, decreaseIndentPattern: /^\s*[}\]>]/ },
    wordPattern: /[A-Za-z_]\w*|-?\d[\w.+-]*/,
  });
  languages.setMonarchTokensProvider(PBTXT, TOKENS);
  languages.registerCompletionItemProvider(PBTXT, completionProvider);
  languages.registerHoverProvider(PBTXT, hoverProvider);
  languages.registerCodeActionProvider(PBTXT, quickFixProvider);
  languages.registerDocumentSymbolProvider(PBTXT, outlineProvider);
  languages.registerDocumentFormattingEditProvider(PBTXT, {
    provideDocumentFormattingEdits: (model) => [
      { range: model.getFullModelRange(), text: formatConfig(model.getValue()) },
    ],
  });
}

/** A word in front of a colon or a bracket is a field; any other word is an enum value, `true` or `inf`. */
const TOKENS: languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/#.*$/, 'comment'],
      [/[A-Za-z_]\w*(?=\s*[:{<[])/, 'field'],
      [/\[[\w./-]+\](?=\s*[:{<])/, 'field'],
      [/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/, 'string'],
      [/"(?:[^"\\]|\\.)*$|'(?:[^'\\]|\\.)*$/, 'string'],
      [/-?\s*(?:0x[\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?[fF]?|\.\d+)/, 'number'],
      [/[A-Za-z_]\w*/, 'enum'],
      [/[{}[\]<>]/, '@brackets'],
      [/[:,;-]/, 'delimiter'],
    ],
  },
};
