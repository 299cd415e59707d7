import { editor } from 'monaco-editor/editor.js';

/** Syntax colours of the design, as Monaco wants them. */
const LIGHT = { field: '1B4B91', string: '166B45', number: 'A1480A', enum: '7A3590', comment: '66707D' };
const DARK = { field: '8DB8FF', string: '7FD3A4', number: 'F2A96B', enum: 'D7A3EE', comment: '8590A0' };

/** Makes the two themes of the editor known: `inferdeck-light` and `inferdeck-dark`. */
export function defineThemes(): void {
  define('inferdeck-light', 'vs', LIGHT, {
    'editor.background': '#FFFFFF',
    'editor.lineHighlightBackground': '#F4F5F7',
    'editorLineNumber.foreground': '#626B79',
    'editorGutter.modifiedBackground': '#2B57D0',
  });
  define('inferdeck-dark', 'vs-dark', DARK, {
    'editor.background': '#1B1F24',
    'editor.lineHighlightBackground': '#15181C',
    'editorLineNumber.foreground': '#8B95A3',
    'editorGutter.modifiedBackground': '#6A9CFF',
  });
}

function define(
  name: string,
  base: 'vs' | 'vs-dark',
  syntax: typeof LIGHT,
  colors: Record<string, string>,
): void {
  const rules = Object.entries(syntax).map(([token, foreground]) => ({ token, foreground }));
  editor.defineTheme(name, { base, inherit: true, rules, colors });
}
