import { useCallback, useSyncExternalStore } from 'react';
import { monaco } from '../monaco/setup.ts';
import type { TextEditorInstance } from './text-editor.tsx';

/** Whether Tab moves the focus on instead of indenting; Monaco's own key switches it. */
export function useTabLeaves(editor: TextEditorInstance | undefined): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const listening = editor?.onDidChangeConfiguration(listener);
      return () => listening?.dispose();
    },
    [editor],
  );
  return useSyncExternalStore(
    subscribe,
    () => editor?.getOption(monaco.editor.EditorOption.tabFocusMode) ?? false,
  );
}
