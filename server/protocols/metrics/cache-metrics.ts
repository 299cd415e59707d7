import type { Registry } from '@prometheus-io/client';
import type { CacheTotals, ResponseCache } from '../../scheduling/response-cache.ts';
import { gauge } from './samples.ts';

const TOTALS: readonly (readonly [name: string, help: string, (totals: CacheTotals) => number])[] = [
  ['nv_cache_num_entries', 'Number of responses stored in response cache', ({ entries }) => entries],
  ['nv_cache_num_lookups', 'Number of cache lookups in response cache', ({ lookup }) => lookup.count],
  ['nv_cache_num_hits', 'Number of cache hits in response cache', ({ hits }) => hits],
  [
    'nv_cache_num_misses',
    'Number of cache misses in response cache',
    ({ lookup, hits }) => lookup.count - hits,
  ],
  ['nv_cache_num_evictions', 'Number of cache evictions in response cache', ({ evictions }) => evictions],
  [
    'nv_cache_lookup_duration',
    'Total cache lookup duration (hit and miss), in microseconds',
    ({ lookup }) => Math.floor(lookup.ns / 1000),
  ],
  [
    'nv_cache_insertion_duration',
    'Total cache insertion duration, in microseconds',
    ({ insertion }) => Math.floor(insertion.ns / 1000),
  ],
  ['nv_cache_util', 'Cache utilization [0.0 - 1.0]', ({ share }) => share],
];

/** The response cache of all models together. */
export function cacheMetrics(registry: Registry, { totals }: ResponseCache): void {
  for (const [name, help, valueOf] of TOTALS) {
    gauge(registry, { name, help, samples: [{ labels: {}, value: valueOf(totals) }] });
  }
}
