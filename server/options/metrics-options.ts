import { invalidArgument } from '../errors.ts';
import type { EndpointOptions } from '../protocols/endpoints.ts';
import { type FlagValues, truth, wholeNumber } from './values.ts';

export const METRICS_FLAGS = {
  'allow-metrics': { type: 'string' },
  'allow-cpu-metrics': { type: 'string' },
  'allow-gpu-metrics': { type: 'string' },
  'metrics-address': { type: 'string' },
  'metrics-port': { type: 'string' },
  'metrics-config': { type: 'string', multiple: true },
  'metrics-interval-ms': { type: 'string' },
} as const;

/** What the metrics port tells, and where. */
export interface MetricsOptions extends EndpointOptions {
  readonly cpu: boolean;
  readonly gpu: boolean;
  /** Times as counters. */
  readonly counterLatencies: boolean;
  /** Waiting for the first response of a decoupled model as a histogram. */
  readonly histogramLatencies: boolean;
  /** Times as summaries; these quantiles, each from 0 to 1. */
  readonly summaryLatencies: boolean;
  readonly summaryQuantiles: readonly number[];
  /** The page as the server of 2019 wrote it, instead of today's. */
  readonly of2019: boolean;
}

const QUANTILES: readonly number[] = [0.5, 0.9, 0.95, 0.99, 0.999];

/**
 * @param address where the metrics are served unless a flag says otherwise
 * @returns undefined: no metrics
 * @throws InferdeckError naming the flag and what it may be
 */
export function metricsOptions(
  values: FlagValues<typeof METRICS_FLAGS>,
  address: string,
): MetricsOptions | undefined {
  // The devices are looked at once a second whatever is asked for; a wrong number is still an error.
  wholeNumber('metrics-interval-ms', values['metrics-interval-ms'], 2000, 1, 2 ** 31 - 1);
  const settings = settingsOf(values['metrics-config'] ?? []);
  const isOff = values['metrics-port'] === '-1';
  if (isOff || !truth('allow-metrics', values['allow-metrics'], true)) return undefined;
  return {
    address: values['metrics-address'] ?? address,
    port: wholeNumber('metrics-port', values['metrics-port'], 8002, 0, 65_535),
    cpu: truth('allow-cpu-metrics', values['allow-cpu-metrics'], true),
    gpu: truth('allow-gpu-metrics', values['allow-gpu-metrics'], true),
    counterLatencies: truth('metrics-config', settings.get('counter_latencies'), true),
    histogramLatencies: truth('metrics-config', settings.get('histogram_latencies'), false),
    summaryLatencies: truth('metrics-config', settings.get('summary_latencies'), false),
    summaryQuantiles: quantilesIn(settings.get('summary_quantiles')),
    of2019: truth('metrics-config', settings.get('v1'), false),
  };
}

const KNOWN = new Set([
  'counter_latencies',
  'summary_latencies',
  'summary_quantiles',
  'histogram_latencies',
  'v1',
]);

function settingsOf(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(text) ?? [];
      if (KNOWN.has(key)) return [key, value];
      throw invalidArgument(
        `--metrics-config must be one of ${[...KNOWN].join(', ')} with a value, got '${text}'.`,
      );
    }),
  );
}

/** `0.5:0.05,0.9:0.01`: quantiles, each with an error that a sketch may make; ours is within one percent. */
function quantilesIn(text: string | undefined): readonly number[] {
  if (text === undefined) return QUANTILES;
  return text.split(',').map((part) => {
    const [quantile = Number.NaN] = part.split(':').map(Number);
    if (quantile >= 0 && quantile <= 1) return quantile;
    throw invalidArgument(`--metrics-config: a quantile is a number from 0 to 1, got '${part}'.`);
  });
}
