import { useEffect } from 'react';
import type { LineChange } from '../buffer/line-changes.ts';
import { monaco } from '../monaco/setup.ts';
import type { TextEditorInstance } from './text-editor.tsx';

/** Marks the lines that differ from the saved file, beside their numbers and beside the scroll bar. */
export function useChangedLines(
  editor: TextEditorInstance | undefined,
  changes: readonly LineChange[],
): void {
  useEffect(() => {
    if (editor === undefined) return undefined;
    const decorations = editor.createDecorationsCollection(changes.map(decorationOf));
    return () => decorations.clear();
  }, [editor, changes]);
}

function decorationOf({ line, count }: LineChange): monaco.editor.IModelDeltaDecoration {
  const last = line + Math.max(0, count - 1);
  return {
    range: new monaco.Range(line, 1, last, 1),
    options: {
      isWholeLine: true,
      linesDecorationsClassName: count === 0 ? 'removed-line' : 'changed-line',
      overviewRuler: {
        color: { id: 'editorGutter.modifiedBackground' },
        position: monaco.editor.OverviewRulerLane.Left,
      },
    },
  };
}
