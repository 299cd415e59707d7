import { useEffect, useRef, useState } from 'react';
import { monaco } from './monaco.ts';
import { LANGUAGE } from './pbtxt-language.ts';
import { useEditorTheme } from './use-editor-theme.ts';
import classes from './config-editor.module.css';

interface TextDiffProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Told of edits on the right; without it, both sides are read-only. */
  readonly onChange?: ((text: string) => void) | undefined;
}

/** Two texts side by side, differences marked. */
export function TextDiff({ label, before, after, onChange }: TextDiffProps) {
  const place = useRef<HTMLDivElement>(null);
  const [right, setRight] = useState<monaco.editor.ITextModel>();
  useEditorTheme();

  useEffect(() => {
    if (place.current === null) return undefined;
    const original = monaco.editor.createModel(before, LANGUAGE);
    const modified = monaco.editor.createModel('', LANGUAGE);
    const diff = monaco.editor.createDiffEditor(place.current, { ...OPTIONS, modifiedAriaLabel: label });
    diff.setModel({ original, modified });
    setRight(modified);
    return () => {
      diff.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [before, label]);

  useEffect(() => {
    if (right !== undefined && right.getValue() !== after) right.setValue(after);
  }, [right, after]);

  useEffect(() => {
    const listening = right?.onDidChangeContent(() => onChange?.(right.getValue()));
    return () => listening?.dispose();
  }, [right, onChange]);

  return <div ref={place} className={classes.text} />;
}

const OPTIONS: monaco.editor.IStandaloneDiffEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: 'var(--mono)',
  fontSize: 12,
  lineHeight: 18,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderSideBySideInlineBreakpoint: 640,
};
