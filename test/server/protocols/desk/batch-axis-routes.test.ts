import { expect, test } from 'vitest';
import type { BatchAxisState } from '../../../../server/batch-axis/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { startServer } from '../../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../../support/temp.ts';
import { treeHash } from '../../../support/tree-hash.ts';

async function desk(...samples: readonly string[]) {
  const repository = await copyOfSamples(...samples);
  const server = await startServer(repository, { stateFolder: await tempFolder() });
  const { call } = await deskClient(server);
  const read = async (path: string): Promise<BatchAxisState> =>
    JSON.parse(await (await call('GET', path)).text());
  /** Begins, and settles when it is proven or refused. */
  const free = async (model: string): Promise<BatchAxisState> => {
    const over = new Promise<void>((resolve) => {
      server.activity.events.on('change', ({ kind, state }) => {
        if (kind === 'batch-axis' && state !== 'running') resolve();
      });
    });
    const response = await call('POST', `/desk/models/${model}/batch-axis`, {});
    const { id }: BatchAxisState = JSON.parse(await response.text());
    await over;
    return await read(`/desk/batch-axis/${id}`);
  };
  return { repository, server, call, read, free, before: await treeHash(repository) };
}

test('a proven batch axis is told with its configuration, for any largest batch, and nothing is written', async () => {
  const { repository, free, read, call, before } = await desk('mnist_fixed_batch');
  const proven = await free('mnist_fixed_batch');
  expect(proven).toMatchObject({
    state: 'proven',
    plan: { fromVersion: 1, newVersion: 2, oldBatch: 1, proof: { holds: true }, config: { before: null } },
  });
  expect(await read(`/desk/batch-axis/${proven.id}?maxBatchSize=5`)).toMatchObject({
    plan: { config: { after: expect.stringContaining('max_batch_size: 5') } },
  });
  expect((await call('DELETE', `/desk/batch-axis/${proven.id}`)).status).toBe(204);
  expect((await call('GET', `/desk/batch-axis/${proven.id}`)).status).toBe(404);
  expect(await treeHash(repository)).toBe(before);
});

test('what cannot be freed is refused in words, and nothing is written', async () => {
  const { repository, free, before } = await desk('mnist');
  expect(await free('mnist')).toMatchObject({ state: 'refused', message: 'The batch axis is free already.' });
  expect(await treeHash(repository)).toBe(before);
});
