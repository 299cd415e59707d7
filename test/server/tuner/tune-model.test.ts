import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/root.ts';
import { readConfig } from '../../../server/config/read.ts';
import { writeSetting } from '../../../server/tuner/apply-setting.ts';
import { tuneModel, type TuneRequest } from '../../../server/tuner/tune-model.ts';
import { startServer } from '../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../support/temp.ts';
import { treeHash } from '../../support/tree-hash.ts';

const loadWorker = pathToFileURL(join(ROOT, 'dist/server/load-worker.js'));

async function served() {
  const repository = await copyOfSamples('mnist');
  const server = await startServer(repository, { stateFolder: await tempFolder() });
  const config = async () => await (await fetch(new URL('/v2/models/mnist/config', server.url))).json();
  const request: TuneRequest = {
    url: server.url,
    model: 'mnist',
    clients: 4,
    milliseconds: 150,
    cores: 2,
    largestBatch: 8,
    most: 4,
  };
  return {
    repository,
    config,
    request,
    before: { tree: await treeHash(repository), config: await config() },
  };
}

describe('tuning a served model', () => {
  it('measures settings under load, and leaves the model as the disk has it', async () => {
    const { repository, config, request, before } = await served();
    const told: number[] = [];
    const report = await tuneModel(request, { loadWorker, onPoint: (_, points) => told.push(points.length) });
    expect(told).toEqual([1, 2, 3, 4]);
    expect(report.points.every(({ measured }) => measured.throughput > 0 && measured.failed === 0)).toBe(
      true,
    );
    expect(report.front).toContainEqual(report.best);
    expect(await config()).toEqual(before.config);
    expect(await treeHash(repository)).toBe(before.tree);
  });

  it('leaves the model as it was when it is stopped', async () => {
    const { repository, config, request, before } = await served();
    const stop = new AbortController();
    const tuning = tuneModel(request, { loadWorker, signal: stop.signal, onPoint: () => stop.abort() });
    await expect(tuning).rejects.toThrow(/abort/i);
    expect(await config()).toEqual(before.config);
    expect(await treeHash(repository)).toBe(before.tree);
  });

  it('says so when no such model is served', async () => {
    const { request } = await served();
    await expect(tuneModel({ ...request, model: 'nobody' }, { loadWorker })).rejects.toThrow('nobody');
  });
});

it('a setting is written into a configuration without touching the rest', () => {
  const text = '# digits\nbackend: "onnxruntime"\nmax_batch_size: 4  # small\n';
  const setting = { instances: 2, maxBatchSize: 16, preferredSizes: [8], delayUs: 300, threads: 1 };
  const written = writeSetting(text, setting);
  expect(written).toContain('max_batch_size: 16  # small');
  expect(written).toContain('# digits');
  expect(readConfig(written).config).toMatchObject({
    dynamic_batching: { preferred_batch_size: [8], max_queue_delay_microseconds: 300 },
    instance_group: [{ count: 2, kind: 'KIND_CPU' }],
    parameters: { intra_op_thread_count: { string_value: '1' } },
  });
});
