import { createServer, type Server } from 'node:http';
import { Registry } from '@prometheus-io/client';
import type { Devices } from '../../devices/devices.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { ResponseCache } from '../../scheduling/response-cache.ts';
import { cacheMetrics } from './cache-metrics.ts';
import { customMetrics } from './custom-metrics.ts';
import { cpuMetrics, gpuMetrics } from './device-metrics.ts';
import { cachedModels, firstResponses, inferenceMetrics, type LabelledVersion } from './inference-metrics.ts';
import { pageOf2019 } from './page-of-2019.ts';
import type { Labels } from './samples.ts';
import { latencySummaries } from './latency-summaries.ts';

/** What the metrics port tells of. */
export interface MetricsSources {
  readonly models: ServedModels;
  readonly devices: Devices;
  /** Undefined: answers are not kept. */
  readonly cache: ResponseCache | undefined;
}

/** Which metrics are told. */
export interface MetricsChoice {
  readonly cpu: boolean;
  readonly gpu: boolean;
  readonly counterLatencies: boolean;
  readonly histogramLatencies: boolean;
  readonly summaryLatencies: boolean;
  readonly summaryQuantiles: readonly number[];
  /** The page of 2019 and nothing else. */
  readonly of2019: boolean;
}

/**
 * The metrics port: `GET /metrics` in Prometheus' text format. Like the original's, any other path is an empty page,
 * and any other method is not allowed.
 */
export function metricsServer(sources: MetricsSources, choice: MetricsChoice): Server {
  if (choice.of2019) return serverOf2019(sources);
  return createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405).end();
    } else if (!/^\/metrics\/?(?:\?|$)/.test(request.url ?? '')) {
      response.end();
    } else {
      const registry = measure(sources, choice);
      void registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    }
  });
}

/** Another method was not allowed then, another path a bad request. */
function serverOf2019({ models, devices }: MetricsSources): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET') return response.writeHead(405, 'Not Allowed').end();
    if (!/^\/metrics\/?(?:\?|$)/.test(request.url ?? '')) return response.writeHead(400).end();
    const gpus = devices.last?.gpus;
    const cards = gpus?.state === 'known' ? gpus.value.cards : [];
    return response
      .writeHead(200, { 'content-type': 'text/plain' })
      .end(pageOf2019(labelledVersions(models), cards));
  });
}

/** Everything as it is now; nothing is counted twice, so nothing can disagree with the statistics. */
function measure({ models, devices, cache }: MetricsSources, choice: MetricsChoice): Registry {
  const registry = new Registry();
  const versions = labelledVersions(models);
  inferenceMetrics(registry, versions, choice.counterLatencies);
  if (choice.histogramLatencies) firstResponses(registry, versions);
  if (cache !== undefined) {
    cachedModels(registry, versions);
    cacheMetrics(registry, cache);
  }
  if (choice.summaryLatencies) latencySummaries(registry, versions, choice.summaryQuantiles);
  customMetrics(
    registry,
    models.allServed.flatMap(({ ready }) => ready).flatMap((loaded) => loaded.customMetrics),
  );
  const { last } = devices;
  if (last !== undefined && choice.cpu) cpuMetrics(registry, last.cpu);
  if (last !== undefined && choice.gpu) gpuMetrics(registry, last.gpus);
  return registry;
}

function labelledVersions(models: ServedModels): readonly LabelledVersion[] {
  return models.allServed.flatMap(({ ready }) =>
    ready.map((version) => ({ version, labels: labelsOf(version.spec.modelName, version) })),
  );
}

function labelsOf(model: string, { version, config }: LabelledVersion['version']): Labels {
  const tags = Object.entries(config.metric_tags ?? {}).map(([tag, value]) => [`_${tag}`, value]);
  return { model, version: String(version), ...Object.fromEntries(tags) };
}
