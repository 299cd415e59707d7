import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseOptions } from '../../../../server/options.ts';
import type { MetricsOptions } from '../../../../server/options/metrics-options.ts';
import { freePort } from '../../../support/free-port.ts';
import { testDriver } from '../../../support/nvml/nvml-library.ts';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { copyOfSamples, SAMPLES, tempFolder } from '../../../support/temp.ts';

/** What the flags of the metrics make of the defaults; the system chooses the port. */
function flags(...args: readonly string[]): { readonly metrics: MetricsOptions | undefined } {
  return { metrics: parseOptions(['--model-repository=/m', '--metrics-port=0', ...args]).metrics };
}

const address = ({ metrics }: TestServer, path = '/metrics') => `http://127.0.0.1:${metrics?.port}${path}`;

async function metricsOf(server: TestServer): Promise<readonly string[]> {
  const text = await (await fetch(address(server))).text();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

async function send(server: TestServer, rows: number, datatype = 'INT32'): Promise<void> {
  const data = Array.from({ length: 16 * rows }, () => 1);
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype, shape: [rows, 16], data }));
  await (await server.post('/v2/models/add_sub/infer', { inputs })).arrayBuffer();
}

const FIRST = 'nv_inference_first_response_histogram_ms';
const ADD_SUB = { loadModels: ['add_sub'] };
const OF = 'model="add_sub",version="1"';

describe('the metrics port', () => {
  test('counts what the load generator sent', async () => {
    const server = await startServer(SAMPLES, ADD_SUB);
    await send(server, 1);
    await send(server, 3);
    await send(server, 1, 'FP32');
    const lines = await metricsOf(server);
    expect(lines).toEqual(
      expect.arrayContaining([
        `nv_inference_request_success{${OF}} 2`,
        `nv_inference_count{${OF}} 4`,
        `nv_inference_exec_count{${OF}} 2`,
        `nv_inference_request_failure{${OF},reason="OTHER"} 1`,
        `nv_inference_request_failure{${OF},reason="REJECTED"} 0`,
        `nv_inference_pending_request_count{${OF}} 0`,
      ]),
    );
  });

  test('tells one story with the statistics', async () => {
    const server = await startServer(SAMPLES, ADD_SUB);
    await send(server, 2);
    const stats: { model_stats: { inference_stats: Record<string, { ns: number }> }[] } = JSON.parse(
      await (await server.call('/v2/models/add_sub/stats')).text(),
    );
    const lines = await metricsOf(server);
    for (const [metric, stage] of [
      ['nv_inference_request_duration_us', 'success'],
      ['nv_inference_queue_duration_us', 'queue'],
      ['nv_inference_compute_input_duration_us', 'compute_input'],
      ['nv_inference_compute_infer_duration_us', 'compute_infer'],
      ['nv_inference_compute_output_duration_us', 'compute_output'],
    ] as const) {
      const ns = stats.model_stats[0]?.inference_stats[stage]?.ns ?? 0;
      expect(lines).toContain(`${metric}{${OF}} ${Math.floor(ns / 1000)}`);
    }
  });

  test('leaves the times out when told so', async () => {
    const server = await startServer(SAMPLES, {
      ...ADD_SUB,
      ...flags('--metrics-config=counter_latencies=false'),
    });
    const text = (await metricsOf(server)).join('\n');
    expect(text).toMatch(/nv_inference_count/);
    expect(text).not.toMatch(/duration_us/);
  });

  test('tells summaries on request, at the quantiles that were asked for', async () => {
    const server = await startServer(SAMPLES, {
      ...ADD_SUB,
      ...flags('--metrics-config=summary_latencies=true', '--metrics-config=summary_quantiles=0.5:0.05,1:0'),
    });
    await send(server, 1);
    const lines = await metricsOf(server);
    const quantile = (share: string) =>
      Number(
        / (.*)$/.exec(
          lines.find((line) => line.includes(`_request_summary_us{quantile="${share}"`)) ?? '',
        )?.[1],
      );
    expect(quantile('0.5')).toBeGreaterThan(0);
    expect(quantile('1')).toBe(quantile('0.5'));
    expect(lines).toContain(`nv_inference_request_summary_us_count{${OF}} 1`);
  });

  test('tells on request how long callers of a decoupled model waited, in the buckets of its configuration', async () => {
    const config = (buckets: string) =>
      `backend: "square" model_transaction_policy { decoupled: true } ${buckets}
       input [ { name: "IN" data_type: TYPE_INT32 dims: [ 1 ] } ] output [ { name: "OUT" data_type: TYPE_INT32 dims: [ 1 ] } ]`;
    const control = `model_metrics { metric_control { metric_identifier { family: "${FIRST}" } histogram_options { buckets: [ 0.000001, 600000 ] } } }`;
    const repository = await repositoryOf({
      'own/config.pbtxt': config(control),
      'own/1/model': '',
      'usual/config.pbtxt': config(''),
      'usual/1/model': '',
    });
    const server = await startServer(repository, flags('--metrics-config=histogram_latencies=true'));
    for (const IN of [2, 0]) await (await server.post('/v2/models/own/generate_stream', { IN })).text();
    const text = await (await fetch(address(server))).text();
    expect(text).toContain(`# TYPE ${FIRST} histogram`);
    const lines = text.split('\n').filter((line) => line.startsWith(FIRST));
    expect(lines.filter((line) => !line.includes('_sum'))).toEqual([
      ...[
        ['0.000001', 0],
        ['600000', 2],
        ['+Inf', 2],
      ].map(([le, count]) => `${FIRST}_bucket{model="own",version="1",le="${le}"} ${count}`),
      `${FIRST}_count{model="own",version="1"} 2`,
      ...['100', '500', '2000', '5000', '+Inf'].map(
        (le) => `${FIRST}_bucket{model="usual",version="1",le="${le}"} 0`,
      ),
      `${FIRST}_count{model="usual",version="1"} 0`,
    ]);
  });

  test('tells of the response cache, altogether and for each model that uses it', async () => {
    const repository = await repositoryOf({
      'm/1/model.onnx': identityModel('FP32'),
      'm/config.pbtxt': 'response_cache { enable: true }',
    });
    // Room for one answer of four numbers.
    const server = await startServer(repository, { cacheBytes: 31, ...flags() });
    for (const first of [1, 1, 2]) {
      const data = [first, 0, 0, 0];
      await server.post('/v2/models/m/infer', {
        inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 4], data }],
      });
    }
    expect(await metricsOf(server)).toEqual(
      expect.arrayContaining([
        'nv_cache_num_hits_per_model{model="m",version="1"} 1',
        'nv_cache_num_misses_per_model{model="m",version="1"} 2',
        'nv_cache_num_entries 1',
        'nv_cache_num_lookups 3',
        'nv_cache_num_hits 1',
        'nv_cache_num_misses 2',
        'nv_cache_num_evictions 1',
        `nv_cache_util ${16 / 31}`,
        expect.stringMatching(/^nv_cache_lookup_duration \d+$/),
        expect.stringMatching(/^nv_cache_insertion_duration \d+$/),
      ]),
    );
  });

  test('labels a model with its metric tags', async () => {
    const repository = await copyOfSamples('add_sub');
    const config = 'max_batch_size: 8\nmetric_tags { key: "team" value: "vision" }\n';
    await writeFile(join(repository, 'add_sub/config.pbtxt'), config);
    const server = await startServer(repository);
    expect(await metricsOf(server)).toContain(`nv_inference_count{${OF},_team="vision"} 0`);
  });

  test('tells of the processor, and of the cards by their uuid', async () => {
    const { library } = await testDriver();
    const server = await startServer(SAMPLES, {
      ...ADD_SUB,
      devicePlaces: { nvmlLibrary: library, drmFolder: '/nowhere' },
    });
    await expect
      .poll(async () => (await metricsOf(server)).join('\n'))
      .toMatch(/nv_cpu_utilization 0|nv_cpu_utilization 1/);
    expect(await metricsOf(server)).toEqual(
      expect.arrayContaining([
        'nv_gpu_utilization{gpu_uuid="GPU-0000-0001"} 0.41',
        'nv_gpu_power_usage{gpu_uuid="GPU-0000-0001"} 187',
        expect.stringMatching(/^nv_cpu_memory_total_bytes \d+$/),
      ]),
    );
  });

  test('any other path is an empty page, any other method is not allowed', async () => {
    const server = await startServer(SAMPLES, ADD_SUB);
    const other = await fetch(address(server, '/other'));
    expect([other.status, await other.text()]).toEqual([200, '']);
    expect((await fetch(address(server), { method: 'POST' })).status).toBe(405);
  });

  test('is not there when it is not wanted', async () => {
    const server = await startServer(SAMPLES, { ...ADD_SUB, ...flags('--allow-metrics=false') });
    expect(server.metrics).toBeUndefined();
  });

  test.each<[string, RegExp]>([
    ['--metrics-config=latencies=true', /--metrics-config must be one of counter_latencies/],
    ['--metrics-config=summary_quantiles=2:0', /a quantile is a number from 0 to 1, got '2:0'/],
    ['--metrics-port=x', /--metrics-port must be a whole number/],
  ])('%s is refused', (flag, words) => {
    expect(() => flags(flag)).toThrow(words);
  });
});

describe('the metrics of 2019', () => {
  const of2019 = (server: TestServer) => fetch(address(server));

  test('have their names, their order and their heads, even where nothing has happened', async () => {
    const server = await startServer(SAMPLES, { ...ADD_SUB, ...flags('--metrics-config=v1=true') });
    const answer = await of2019(server);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(
      await answer.text(),
    ).toBe(`# HELP nv_inference_request_success Number of successful inference requests, all batch sizes
# TYPE nv_inference_request_success counter
# HELP nv_inference_request_failure Number of failed inference requests, all batch sizes
# TYPE nv_inference_request_failure counter
# HELP nv_inference_count Number of inferences performed
# TYPE nv_inference_count counter
# HELP nv_inference_exec_count Number of model executions performed
# TYPE nv_inference_exec_count counter
# HELP nv_inference_request_duration_us Cummulative inference request duration in microseconds
# TYPE nv_inference_request_duration_us counter
# HELP nv_inference_compute_duration_us Cummulative inference compute duration in microseconds
# TYPE nv_inference_compute_duration_us counter
# HELP nv_inference_queue_duration_us Cummulative inference queuing duration in microseconds
# TYPE nv_inference_queue_duration_us counter
# TYPE nv_inference_load_ratio histogram
# HELP nv_gpu_utilization GPU utilization rate [0.0 - 1.0)
# TYPE nv_gpu_utilization gauge
# HELP nv_gpu_memory_total_bytes GPU total memory, in bytes
# TYPE nv_gpu_memory_total_bytes gauge
# HELP nv_gpu_memory_used_bytes GPU used memory, in bytes
# TYPE nv_gpu_memory_used_bytes gauge
# HELP nv_gpu_power_usage GPU power usage in watts
# TYPE nv_gpu_power_usage gauge
# HELP nv_gpu_power_limit GPU power management limit in watts
# TYPE nv_gpu_power_limit gauge
# HELP nv_energy_consumption GPU energy consumption in joules since the trtserver started
# TYPE nv_energy_consumption counter
`);
  });

  test('count requests of today, too, with six decimals and buckets of whole numbers', async () => {
    const server = await startServer(SAMPLES, { ...ADD_SUB, ...flags('--metrics-config=v1=true') });
    await send(server, 3);
    await send(server, 1);
    await send(server, 1, 'FP32');
    const lines = await metricsOf(server);
    expect(lines).toEqual(
      expect.arrayContaining([
        `nv_inference_request_success{${OF}} 2.000000`,
        `nv_inference_request_failure{${OF}} 1.000000`,
        `nv_inference_count{${OF}} 4.000000`,
        `nv_inference_exec_count{${OF}} 2.000000`,
        expect.stringMatching(/^nv_inference_compute_duration_us\{.*\} [1-9]\d*\.000000$/),
      ]),
    );
    const ratios = lines.filter((line) => line.startsWith('nv_inference_load_ratio'));
    expect(ratios.map((line) => line.replace(/ \S+$/, ''))).toEqual([
      `nv_inference_load_ratio_count{${OF}}`,
      `nv_inference_load_ratio_sum{${OF}}`,
      ...['1.050000', '1.100000', '1.250000', '1.500000', '2.000000', '10.000000', '50.000000', '+Inf'].map(
        (le) => `nv_inference_load_ratio_bucket{${OF},le="${le}"}`,
      ),
    ]);
    expect([ratios[0], ratios.at(-1)].map((line) => line?.split(' ')[1])).toEqual(['2', '2']);
  });

  test('refuse another path and another method as then', async () => {
    const server = await startServer(SAMPLES, { ...ADD_SUB, ...flags('--metrics-config=v1=true') });
    expect((await fetch(address(server, '/other'))).status).toBe(400);
    const other = await fetch(address(server), { method: 'HEAD' });
    expect([other.status, other.statusText]).toEqual([405, 'Not Allowed']);
  });
});

describe('a stock Prometheus', () => {
  test('scrapes the port without a warning', async () => {
    const server = await startServer(SAMPLES, {
      ...ADD_SUB,
      ...flags('--metrics-config=summary_latencies=true'),
    });
    await send(server, 1);
    const prometheus = await startPrometheus(server.metrics?.port ?? 0);
    await expect.poll(() => prometheus.query('up')).toBe('1');
    expect(await prometheus.query('nv_inference_count')).toBe('1');
    expect(prometheus.log().filter((line) => /level=(warn|error)/.test(line))).toEqual([]);
  });
});

/** Prometheus as the distribution has it, scraping one port every second. */
async function startPrometheus(target: number) {
  const folder = await tempFolder();
  await mkdir(join(folder, 'data'));
  const config = {
    scrape_configs: [
      {
        job_name: 'inferdeck',
        scrape_interval: '1s',
        static_configs: [{ targets: [`127.0.0.1:${target}`] }],
      },
    ],
  };
  // Every JSON text is a YAML text.
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const child = spawn('/usr/bin/prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const lines: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n')));
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
  });
  return {
    log: () => lines,
    /** The value of the first series. */
    query: async (expression: string): Promise<string | undefined> => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${expression}`).catch(
        () => undefined,
      );
      const body: { data?: { result: { value: [number, string] }[] } } = JSON.parse(
        (await answer?.text()) ?? '{}',
      );
      return body.data?.result[0]?.value[1];
    },
  };
}
