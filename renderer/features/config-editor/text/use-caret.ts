import { useCallback, useSyncExternalStore } from 'react';
import type { TextEditorInstance } from './text-editor.tsx';

/** Where the cursor is, as an offset, or undefined while there is no editor. */
export function useCaret(editor: TextEditorInstance | undefined): number | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      const listening = editor?.onDidChangeCursorPosition(listener);
      return () => listening?.dispose();
    },
    [editor],
  );
  return useSyncExternalStore(subscribe, () => {
    const position = editor?.getPosition() ?? undefined;
    return position === undefined ? undefined : editor?.getModel()?.getOffsetAt(position);
  });
}
