import { useEffect, useRef } from 'react';
import { PBTXT } from '../monaco/pbtxt.ts';
import { monaco } from '../monaco/setup.ts';
import { useEditorTheme } from '../../../ui/monaco/use-editor-theme.ts';
import { TEXT_OPTIONS } from '../text/editor-options.ts';
import classes from './compare.module.css';

interface TextDiffProps {
  readonly before: string;
  readonly beforeTitle: string;
  /** A text to read, or the text of an editor, which can be changed here too. */
  readonly after: string | monaco.editor.ITextModel;
  readonly afterTitle: string;
  /** Whether a text of its own can be changed. */
  readonly editable?: boolean;
  readonly onEditor?: (editor: monaco.editor.IStandaloneDiffEditor | undefined) => void;
}

/** Two texts side by side, differences marked. */
export function TextDiff({
  before,
  beforeTitle,
  after,
  afterTitle,
  editable = false,
  onEditor,
}: TextDiffProps) {
  const place = useRef<HTMLDivElement>(null);
  useEditorTheme();
  useEffect(() => {
    if (place.current === null) return undefined;
    const isText = typeof after === 'string';
    const original = monaco.editor.createModel(before, PBTXT);
    const modified = isText ? monaco.editor.createModel(after, PBTXT) : after;
    const diff = monaco.editor.createDiffEditor(place.current, {
      ...TEXT_OPTIONS,
      readOnly: isText && !editable,
      originalAriaLabel: beforeTitle,
      modifiedAriaLabel: afterTitle,
      renderOverviewRuler: false,
      renderSideBySideInlineBreakpoint: 640,
      hideUnchangedRegions: { enabled: true, minimumLineCount: 6, contextLineCount: 4 },
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
    });
    diff.setModel({ original, modified });
    onEditor?.(diff);
    return () => {
      onEditor?.(undefined);
      diff.dispose();
      original.dispose();
      if (isText) modified.dispose();
    };
  }, [before, beforeTitle, after, afterTitle, editable, onEditor]);
  return <div ref={place} className={classes.diff} />;
}
