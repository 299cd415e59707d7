import type { ModelConfig } from '../config/schema/value.ts';

export const FIRST_RESPONSE_FAMILY = 'nv_inference_first_response_histogram_ms';
const USUAL_BOUNDS: readonly number[] = [100, 500, 2000, 5000];

/** How long the callers of a decoupled model waited for their first response. */
export class FirstResponses {
  /** Upper ends of the buckets in milliseconds, ascending; the last bucket has none. */
  readonly bounds: readonly number[];
  /** By bucket; one more than there are bounds. */
  readonly counts: number[];
  sumMs = 0;

  constructor(bounds: readonly number[] = USUAL_BOUNDS) {
    this.bounds = bounds;
    this.counts = [...bounds.map(() => 0), 0];
  }

  record(ms: number): void {
    const found = this.bounds.findIndex((bound) => ms <= bound);
    const bucket = found < 0 ? this.bounds.length : found;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sumMs += ms;
  }
}

/** The buckets that a configuration asks for; the usual ones where it asks for none. */
export function firstResponseBounds({ model_metrics: metrics }: ModelConfig): readonly number[] {
  const control = metrics?.metric_control.find(
    ({ metric_identifier: identifier }) => identifier?.family === FIRST_RESPONSE_FAMILY,
  );
  const buckets = (control?.histogram_options?.buckets ?? []).filter(Number.isFinite);
  return buckets.length === 0 ? USUAL_BOUNDS : [...new Set(buckets)].sort((a, b) => a - b);
}
