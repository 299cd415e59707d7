import { editor } from 'monaco-editor/editor.js';

/** Syntax colours of the design, as Monaco wants them. */
const LIGHT = { field: '1B4B91', string: '166B45', number: 'A1480A', enum: '7A3590', comment: '66707D' };
const DARK = { field: '8DB8FF', string: '7FD3A4', number: 'F2A96B', enum: 'D7A3EE', comment: '8590A0' };

/** What the editor is made of, from the tokens of the design; Monaco takes no CSS variables. */
const PAPER = {
  light: {
    card: '#FFFFFF',
    well: '#F4F5F7',
    text: '#15181D',
    text3: '#626B79',
    line: '#CDD2D9',
    mark: '#2B57D0',
  },
  dark: {
    card: '#1B1F24',
    well: '#15181C',
    text: '#E9ECF0',
    text3: '#8B95A3',
    line: '#3A414A',
    mark: '#6A9CFF',
  },
} as const;

const STATES = {
  light: { error: '#B3261E', warning: '#865100', added: '#15703C', selection: '#D3DEF8', hover: '#15181D14' },
  dark: { error: '#FF8F82', warning: '#F0B659', added: '#63CF8E', selection: '#2A3B63', hover: '#FFFFFF14' },
} as const;

/** Makes the two themes of the editor known: `inferdeck-light` and `inferdeck-dark`. */
export function defineThemes(): void {
  define('light', 'vs', LIGHT);
  define('dark', 'vs-dark', DARK);
}

function define(scheme: 'light' | 'dark', base: 'vs' | 'vs-dark', syntax: typeof LIGHT): void {
  const rules = Object.entries(syntax).map(([token, foreground]) => ({ token, foreground }));
  editor.defineTheme(`inferdeck-${scheme}`, { base, inherit: true, rules, colors: colorsOf(scheme) });
}

function colorsOf(scheme: 'light' | 'dark'): Record<string, string> {
  const { card, well, text, text3, line, mark } = PAPER[scheme];
  const { error, warning, added, selection, hover } = STATES[scheme];
  const brackets = [1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, text]);
  return {
    ...Object.fromEntries(brackets),
    'editor.background': card,
    'editor.foreground': text,
    'editor.lineHighlightBackground': well,
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': selection,
    'editorCursor.foreground': text,
    'editorLineNumber.foreground': text3,
    'editorLineNumber.activeForeground': text,
    'editorGutter.modifiedBackground': mark,
    'editorBracketMatch.background': selection,
    'editorBracketMatch.border': '#00000000',
    'editorError.foreground': error,
    'editorWarning.foreground': warning,
    'editorLightBulb.foreground': warning,
    'editorWidget.background': card,
    'editorWidget.border': line,
    'editorHoverWidget.background': card,
    'editorHoverWidget.border': line,
    'editorSuggestWidget.background': card,
    'editorSuggestWidget.border': line,
    'editorSuggestWidget.foreground': text,
    'editorSuggestWidget.selectedBackground': selection,
    'editorSuggestWidget.selectedForeground': text,
    'editorSuggestWidget.highlightForeground': mark,
    'editorSuggestWidget.focusHighlightForeground': mark,
    focusBorder: mark,
    'scrollbar.shadow': '#00000000',
    'scrollbarSlider.background': hover,
    'scrollbarSlider.hoverBackground': `${text3}66`,
    'scrollbarSlider.activeBackground': `${text3}99`,
    'diffEditor.insertedTextBackground': `${added}30`,
    'diffEditor.insertedLineBackground': `${added}18`,
    'diffEditor.removedTextBackground': `${error}30`,
    'diffEditor.removedLineBackground': `${error}14`,
    'diffEditor.diagonalFill': hover,
    'diffEditor.unchangedRegionBackground': well,
    'diffEditor.unchangedRegionForeground': text3,
    'diffEditor.unchangedRegionShadow': '#00000000',
  };
}
