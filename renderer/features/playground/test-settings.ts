import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface TestSettings {
  /** Whether each finished stroke sends a request. */
  readonly runAsDrawn: boolean;
  /** Width of the pen in the pad's own 280 px. */
  readonly penWidth: number;
}

/** How tests are made, kept over restarts. */
export const useTestSettings = create<TestSettings>()(
  persist((): TestSettings => ({ runAsDrawn: false, penWidth: 22 }), { name: 'inferdeck.test' }),
);
