export type RestartDecision =
  | {
      readonly action: 'restart';
      readonly afterMs: number;
      readonly attempt: number;
      readonly attempts: number;
    }
  | { readonly action: 'give-up'; readonly crashes: number; readonly withinMs: number };

/** Waits before the first, second, … restart. The first is short: most crashes are single ones. */
const DELAYS_MS = [250, 1_000, 2_000, 4_000] as const;

/** A crash longer ago than this no longer counts. */
const WINDOW_MS = 60_000;

/**
 * What to do after a crash.
 * @param crashes when the server crashed, in milliseconds, the present crash included
 */
export function afterCrash(crashes: readonly number[], now: number): RestartDecision {
  const recent = crashes.filter((at) => now - at < WINDOW_MS).length;
  const afterMs = DELAYS_MS[recent - 1];
  if (afterMs === undefined) return { action: 'give-up', crashes: recent, withinMs: WINDOW_MS };
  return { action: 'restart', afterMs, attempt: recent, attempts: DELAYS_MS.length };
}
