import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { openLineZone } from './line-zone.ts';
import type { TextEditorInstance } from './text-editor.tsx';
import classes from './line-panel.module.css';

interface LinePanelProps {
  readonly editor: TextEditorInstance;
  /** The line that it opens under. */
  readonly line: number;
  readonly children: ReactNode;
}

/** Something to read and click between two lines of the text. */
export function LinePanel({ editor, line, children }: LinePanelProps) {
  const content = useRef<HTMLDivElement>(null);
  const [node] = useState(() => {
    const made = document.createElement('div');
    made.className = classes.widget ?? '';
    return made;
  });
  useEffect(
    () => (content.current === null ? undefined : openLineZone(editor, line, node, content.current)),
    [editor, line, node],
  );
  return createPortal(
    <div ref={content} className={classes.content}>
      {children}
    </div>,
    node,
  );
}
