import * as z from 'zod/mini';
import {
  type MetricsPoint,
  type MetricsSeries,
  RANGES,
  type VersionPoint,
} from '../../server/telemetry/history/contract.ts';

/** The shapes of `server/telemetry/history/contract.ts`. */

const quantile = z.exactOptional(z.number());
const quantiles = z.object({ p50: quantile, p90: quantile, p95: quantile, p99: quantile });
const stages = <T extends z.ZodMiniType>(each: T) =>
  z.object({ request: each, queue: each, input: each, compute: each, output: each });

const versionPoint: z.ZodMiniType<VersionPoint> = z.object({
  model: z.string(),
  version: z.number(),
  requests: z.number(),
  failures: z.record(z.string(), z.number()),
  inferences: z.number(),
  executions: z.number(),
  batches: z.array(z.tuple([z.number(), z.number()])),
  spent: stages(z.number()),
  quantiles: stages(quantiles),
  waiting: z.number(),
});

const value = z.nullable(z.number());

export const metricsRange = z.enum(RANGES);

export const metricsPoint: z.ZodMiniType<MetricsPoint> = z.object({
  at: z.number(),
  seconds: z.number(),
  versions: z.array(versionPoint),
  quantiles,
  cpu: value,
  memoryUsedBytes: value,
  serverMemoryBytes: value,
  gpus: z.array(
    z.object({
      uuid: z.string(),
      utilisation: value,
      memoryUsedBytes: value,
      powerWatts: value,
      temperatureCelsius: value,
    }),
  ),
});

export const metricsSeries: z.ZodMiniType<MetricsSeries> = z.object({
  range: metricsRange,
  points: z.array(metricsPoint),
});
