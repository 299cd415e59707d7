import type { editor } from 'monaco-editor/editor.js';

/** What every text of the page looks like. */
export const TEXT_OPTIONS = {
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 12,
  lineHeight: 18,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  guides: { indentation: false },
  bracketPairColorization: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
} as const satisfies editor.IEditorOptions;

/** The text that is edited. */
export const EDITOR_OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  ...TEXT_OPTIONS,
  tabSize: 2,
  padding: { top: 12, bottom: 12 },
  glyphMargin: true,
  lineNumbersMinChars: 3,
  // The number of an empty last line would be too faint to read.
  renderFinalNewline: 'on',
  lineDecorationsWidth: 10,
  folding: true,
  showFoldingControls: 'mouseover',
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, strings: true, comments: false },
  suggest: { showStatusBar: false, preview: false, insertMode: 'replace' },
  wordBasedSuggestions: 'off',
  renderLineHighlight: 'all',
  renderLineHighlightOnlyWhenFocus: false,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  wordWrap: 'on',
  wrappingIndent: 'indent',
  hover: { delay: 350 },
  stickyScroll: { enabled: false },
  accessibilitySupport: 'auto',
};
