import type { RepositoryExport } from '../contract.ts';

/** The tables of a dashboard are 24 columns wide. */
const HALF = 12;
const HEIGHT = 8;

/** The version of the dashboard's form that Grafana 11 writes. */
const SCHEMA_VERSION = 39;

interface Chart {
  readonly title: string;
  /** In Grafana's names of units. */
  readonly unit: string;
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
}

const BY_MODEL = 'sum by (model, version)';
const MODEL = '{{model}} {{version}}';

/** Rate of a counter in microseconds for each request. */
function perRequest(counter: string): string {
  return `${BY_MODEL} (rate(${counter}[1m])) / ${BY_MODEL} (rate(nv_inference_request_success[1m]))`;
}

const CHARTS: readonly Chart[] = [
  {
    title: 'Requests',
    unit: 'reqps',
    queries: [{ expr: `${BY_MODEL} (rate(nv_inference_request_success[1m]))`, legend: MODEL }],
  },
  {
    title: 'Failed requests',
    unit: 'reqps',
    queries: [
      {
        expr: `sum by (model, reason) (rate(nv_inference_request_failure[1m]))`,
        legend: '{{model}} {{reason}}',
      },
    ],
  },
  {
    title: 'Time of a request',
    unit: 'µs',
    queries: [{ expr: perRequest('nv_inference_request_duration_us'), legend: MODEL }],
  },
  {
    title: 'Of which in the queue',
    unit: 'µs',
    queries: [{ expr: perRequest('nv_inference_queue_duration_us'), legend: MODEL }],
  },
  {
    title: 'Batch size',
    unit: 'short',
    queries: [
      {
        expr: `${BY_MODEL} (rate(nv_inference_count[1m])) / ${BY_MODEL} (rate(nv_inference_exec_count[1m]))`,
        legend: MODEL,
      },
    ],
  },
  {
    title: 'Waiting requests',
    unit: 'short',
    queries: [{ expr: `${BY_MODEL} (nv_inference_pending_request_count)`, legend: MODEL }],
  },
  {
    title: 'Processor',
    unit: 'percentunit',
    queries: [{ expr: 'nv_cpu_utilization', legend: 'CPU' }],
  },
];

const GPU_CHARTS: readonly Chart[] = [
  {
    title: 'GPU',
    unit: 'percentunit',
    queries: [{ expr: 'nv_gpu_utilization', legend: '{{gpu_uuid}}' }],
  },
  {
    title: 'GPU memory',
    unit: 'bytes',
    queries: [{ expr: 'nv_gpu_memory_used_bytes', legend: '{{gpu_uuid}}' }],
  },
];

/** A Grafana dashboard of the metrics of Triton, which are those of this server, too. */
export function dashboard({ needsGpu }: RepositoryExport) {
  const charts = needsGpu ? [...CHARTS, ...GPU_CHARTS] : CHARTS;
  return {
    uid: 'triton',
    title: 'Triton',
    tags: ['inference'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    refresh: '5s',
    time: { from: 'now-15m', to: 'now' },
    templating: { list: [] },
    panels: charts.map(panel),
  };
}

function panel({ title, unit, queries }: Chart, index: number) {
  const datasource = { type: 'prometheus', uid: 'prometheus' };
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    datasource,
    gridPos: { x: (index % 2) * HALF, y: Math.floor(index / 2) * HEIGHT, w: HALF, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: queries.map(({ expr, legend }, number) => ({
      refId: String.fromCodePoint(65 + number),
      datasource,
      expr,
      legendFormat: legend,
    })),
  };
}
