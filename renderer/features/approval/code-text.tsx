import 'monaco-editor/languages/definitions/python/register.js';
import { useEffect, useRef } from 'react';
import { monaco } from '../../ui/monaco/setup.ts';
import { useEditorTheme } from '../../ui/monaco/use-editor-theme.ts';
import classes from './code-review.module.css';

interface CodeTextProps {
  readonly path: string;
  readonly text: string;
  /** Lines to be noticed, counting from 1. */
  readonly marked: readonly number[];
}

const LINE_PX = 20;
const MOST_LINES = 24;

/** Code in Monaco, read-only, with some lines marked. */
export function CodeText({ path, text, marked }: CodeTextProps) {
  const place = useRef<HTMLDivElement>(null);
  useEditorTheme();
  useEffect(() => {
    if (place.current === null) return undefined;
    const model = monaco.editor.createModel(text, path.endsWith('.py') ? 'python' : 'plaintext');
    const editor = monaco.editor.create(place.current, { ...OPTIONS, model, ariaLabel: `Code of ${path}` });
    editor.createDecorationsCollection(
      marked.map((line) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: { isWholeLine: true, className: classes.marked ?? '' },
      })),
    );
    return () => {
      editor.dispose();
      model.dispose();
    };
  }, [path, text, marked]);
  const lines = Math.min(MOST_LINES, text.split('\n').length);
  return <div ref={place} style={{ height: lines * LINE_PX + 24 }} />;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  readOnly: true,
  domReadOnly: true,
  automaticLayout: true,
  fontFamily: 'var(--mono)',
  fontSize: 12,
  lineHeight: LINE_PX,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 12, bottom: 12 },
  renderLineHighlight: 'none',
  folding: false,
  wordWrap: 'on',
  renderFinalNewline: 'on',
};
