import type { Placement } from './settings.ts';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FIRST = { width: 1280, height: 820 };

/** So much of the title bar must be on a screen that a pointer can take it. */
const GRIP = 100;

/** Where the window opens: where it was, unless that screen is gone; then centred (no position) in a size that fits. */
export function openingBounds(
  last: Placement | undefined,
  screens: readonly Area[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  if (last === undefined) return FIRST;
  const { x, y, width, height } = last;
  const reachable = screens.some(
    (screen) =>
      x + width >= screen.x + GRIP &&
      x <= screen.x + screen.width - GRIP &&
      y >= screen.y &&
      y <= screen.y + screen.height - GRIP,
  );
  return reachable ? { x, y, width, height } : FIRST;
}
