import { useEffect, useRef, useState } from 'react';
import type { ConfigBuffer } from '../buffer/config-buffer.ts';
import { monaco } from '../monaco/setup.ts';
import { useEditorTheme } from '../../../ui/monaco/use-editor-theme.ts';
import { EDITOR_OPTIONS } from './editor-options.ts';
import classes from './text-editor.module.css';

export type TextEditorInstance = monaco.editor.IStandaloneCodeEditor;

/** What the keys of the editor do beyond typing. */
export interface EditorKeys {
  readonly save: () => void;
  readonly nextProblem: () => void;
  readonly previousProblem: () => void;
  readonly fix: () => void;
}

interface TextEditorProps {
  /** The name that screen readers say. */
  readonly label: string;
  readonly buffer: ConfigBuffer;
  readonly keys: EditorKeys;
  /** Told the editor when it is there, and `undefined` when it is gone. */
  readonly onEditor: (editor: TextEditorInstance | undefined) => void;
}

/** The configuration as text, in Monaco. */
export function TextEditor({ label, buffer, keys, onEditor }: TextEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<TextEditorInstance>();
  useEditorTheme();

  useEffect(() => {
    if (place.current === null) return undefined;
    const { model } = buffer;
    const made = monaco.editor.create(place.current, { ...EDITOR_OPTIONS, model, ariaLabel: label });
    made.restoreViewState(buffer.viewState);
    setEditor(made);
    onEditor(made);
    return () => {
      buffer.viewState = made.saveViewState();
      onEditor(undefined);
      made.dispose();
    };
  }, [buffer, label, onEditor]);

  useEffect(() => (editor === undefined ? undefined : bindKeys(editor, keys)), [editor, keys]);

  return <div ref={place} className={classes.text} data-testid="config-text" />;
}

const { KeyMod, KeyCode } = monaco;

function bindKeys(editor: TextEditorInstance, keys: EditorKeys): () => void {
  const bind = (id: string, label: string, keybinding: number, run: () => void) =>
    editor.addAction({ id: `inferdeck.${id}`, label, keybindings: [keybinding], run });
  const bound = [
    bind('save', 'Save', KeyMod.CtrlCmd | KeyCode.KeyS, keys.save),
    bind('nextProblem', 'Go to the Next Problem', KeyCode.F8, keys.nextProblem),
    bind('previousProblem', 'Go to the Previous Problem', KeyMod.Shift | KeyCode.F8, keys.previousProblem),
    bind('fix', 'Quick Fix', KeyMod.CtrlCmd | KeyCode.Period, keys.fix),
  ];
  return () => {
    for (const action of bound) action.dispose();
  };
}
