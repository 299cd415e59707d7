/** Differences smaller than these do not matter. */
export interface Margins {
  /** Percentage points. */
  readonly accuracyPoints: number;
  /** Share of A's latency: 0.05 is 5 %. */
  readonly relativeLatency: number;
}

/** The margins of whoever chose none. */
export const MARGINS: Margins = { accuracyPoints: 0.5, relativeLatency: 0.05 };
