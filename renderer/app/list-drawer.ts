import { create } from 'zustand';

/** Below this width the list is a drawer. */
export const NARROW = '(max-width: 999px)';

/** Whether the drawer with the list is open; it only exists in narrow windows. */
export const useListDrawer = create<boolean>(() => false);

export function openListDrawer(): void {
  useListDrawer.setState(true, true);
}

export function closeListDrawer(): void {
  useListDrawer.setState(false, true);
}
