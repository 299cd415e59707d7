import { lazy, Suspense } from 'react';
import { create } from 'zustand';

const KeySheetDialog = lazy(() => import('./key-sheet-dialog.tsx'));

const useKeySheet = create<boolean>(() => false);

/** Shows the keys of all commands. */
export function openKeySheet(): void {
  useKeySheet.setState(true, true);
}

function closeKeySheet(): void {
  useKeySheet.setState(false, true);
}

/** The dialog with the keys, while it is asked for. */
export function KeySheet() {
  const opened = useKeySheet();
  return opened ? (
    <Suspense>
      <KeySheetDialog close={closeKeySheet} />
    </Suspense>
  ) : null;
}
