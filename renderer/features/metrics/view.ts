import { create } from 'zustand';
import type { MetricsRange } from '../../../server/telemetry/history/contract.ts';

/** What all charts of the page share; it outlives a visit to another page. */
export interface MetricsView {
  readonly range: MetricsRange;
  /** Undefined: all. */
  readonly model: string | undefined;
  /** When the picture was stopped; undefined: live. */
  readonly pausedAt: number | undefined;
  /** The part of the range that is looked at. */
  readonly zoom: readonly [from: number, to: number] | undefined;
  /** Where the crosshair is. */
  readonly hovered: number | undefined;
  readonly pinned: number | undefined;
}

export const useMetricsView = create<MetricsView>(() => ({
  range: '5 min',
  model: undefined,
  pausedAt: undefined,
  zoom: undefined,
  hovered: undefined,
  pinned: undefined,
}));

export function setView(change: Partial<MetricsView>): void {
  useMetricsView.setState(change);
}

/** Stops the picture, or lets it go on. */
export function togglePause(): void {
  const { pausedAt } = useMetricsView.getState();
  setView({ pausedAt: pausedAt === undefined ? Date.now() : undefined, zoom: undefined });
}

/** Pins the crosshair where it is, or lets it go. */
export function togglePin(): void {
  const { hovered, pinned } = useMetricsView.getState();
  setView({ pinned: pinned === undefined ? hovered : undefined });
}
