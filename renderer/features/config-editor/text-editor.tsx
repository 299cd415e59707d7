import { useEffect, useRef, useState } from 'react';
import type { ConfigContext } from '../../../server/config/context.ts';
import type { Problem } from '../../../server/config/problem.ts';
import { monaco } from './monaco.ts';
import { LANGUAGE, rangeBetween, setContext } from './pbtxt-language.ts';
import { useEditorTheme } from './use-editor-theme.ts';
import classes from './config-editor.module.css';

interface TextEditorProps {
  readonly label: string;
  readonly path: string;
  readonly text: string;
  readonly context: ConfigContext;
  readonly problems: readonly Problem[];
  /** Where to go, each time the object changes. */
  readonly target: { readonly line: number } | undefined;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
}

type Editor = monaco.editor.IStandaloneCodeEditor;

/** The configuration as text, in Monaco. */
export function TextEditor(props: TextEditorProps) {
  const { label, path, text, context, problems, target, onChange, onSave } = props;
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  // What was typed here comes back as a property, later; it must not overtake what was typed since.
  const told = useRef<string[]>([]);
  const model = editor?.getModel() ?? undefined;
  useEditorTheme();

  useEffect(() => {
    if (place.current === null) return undefined;
    const uri = monaco.Uri.parse(`inferdeck://config${encodeURI(path)}`);
    const made = monaco.editor.create(place.current, {
      ...OPTIONS,
      model: monaco.editor.createModel('', LANGUAGE, uri),
      ariaLabel: label,
    });
    setEditor(made);
    return () => {
      made.getModel()?.dispose();
      made.dispose();
    };
  }, [path, label]);

  useEffect(() => {
    const listening = model?.onDidChangeContent(() => {
      told.current.push(model.getValue());
      onChange(model.getValue());
    });
    return () => listening?.dispose();
  }, [model, onChange]);

  useEffect(() => {
    const action = editor?.addAction({
      id: 'inferdeck.save',
      label: 'Save',
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS],
      run: onSave,
    });
    return () => action?.dispose();
  }, [editor, onSave]);

  useEffect(() => {
    if (model !== undefined) setContext(model, context);
  }, [model, context]);

  useEffect(() => {
    if (model === undefined) return;
    const at = told.current.indexOf(text);
    told.current.splice(0, at === -1 ? told.current.length : at);
    if (at === -1) takeOver(model, text);
  }, [model, text]);

  useEffect(() => {
    if (model === undefined) return;
    const markers = problems.map((problem) => markerOf(model, problem));
    monaco.editor.setModelMarkers(model, 'config', markers);
  }, [model, problems]);

  useEffect(() => {
    if (target === undefined || editor === undefined) return;
    editor.revealLineInCenter(target.line);
    editor.setPosition({ lineNumber: target.line, column: 1 });
    editor.focus();
  }, [editor, target]);

  return <div ref={place} className={classes.text} />;
}

/** A text that comes from elsewhere than the keyboard goes in as an edit, so that it can be undone. */
function takeOver(model: monaco.editor.ITextModel, text: string): void {
  if (model.getValue() === text) return;
  if (model.getValue() === '') model.setValue(text);
  else model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: 'var(--mono)',
  fontSize: 12,
  lineHeight: 18,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 12, bottom: 12 },
  tabSize: 2,
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, strings: true, comments: false },
  renderLineHighlight: 'all',
  unicodeHighlight: { ambiguousCharacters: false },
};

function markerOf(model: monaco.editor.ITextModel, problem: Problem): monaco.editor.IMarkerData {
  const { severity, message, suggestion, nextStep, start, end } = problem;
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  const next = nextStep === undefined ? '' : `\n${nextStep}`;
  return {
    ...rangeBetween(model, start, Math.max(end, start + 1)),
    severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: `${message}${meant}${next}`,
  };
}
