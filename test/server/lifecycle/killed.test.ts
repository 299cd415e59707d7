import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConfigOnDisk, ImportPlanned } from '../../../server/protocols/desk/contract.ts';
import { deskCall } from '../../support/desk-client.ts';
import { heavyModel, identityModel } from '../../support/onnx.ts';
import { repositoryOf } from '../../support/repository.ts';
import { type ServerProcess, spawnServer } from '../../support/server-process.ts';
import { tempFolder } from '../../support/temp.ts';
import { treeHash } from '../../support/tree-hash.ts';

const CONFIG = 'max_batch_size: 8\n';

async function spawned() {
  const repository = await repositoryOf({
    'm/1/model.onnx': identityModel('FP32'),
    'm/config.pbtxt': CONFIG,
  });
  const stateFolder = await tempFolder();
  const start = () => spawnServer(repository, { sessionSecret: 'kept', stateFolder });
  return { repository, stateFolder, start, before: await treeHash(repository) };
}

/** Settles when something whose name begins so appears in a folder. */
function appears(folder: string, prefix: string): Promise<void> {
  return new Promise((resolve) => {
    const watching = watch(folder, (_event, name) => {
      if (name?.startsWith(prefix) !== true) return;
      watching.close();
      resolve();
    });
  });
}

async function isReady({ url }: ServerProcess, name: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}v2/models/${name}/ready`)).status).toBe(200);
}

describe('kill -9', () => {
  test('in the middle of a save leaves the old file or the new one, and nothing beside it', async () => {
    const { repository, start, before } = await spawned();
    const server = await start();
    await isReady(server, 'm');
    const call = await deskCall(server);
    const { hash }: ConfigOnDisk = JSON.parse(await (await call('GET', '/desk/models/m/config')).text());
    const text = `${CONFIG}# ${'x'.repeat(1000 * 1000)}\n`;
    const writing = appears(repository, '.inferdeck-save-');
    const saving = call('PUT', '/desk/models/m/config', { text, baseHash: hash }).catch(() => undefined);
    await writing;
    await server.crash();
    await saving;
    const onDisk = await readFile(join(repository, 'm/config.pbtxt'), 'utf8');
    expect([CONFIG, text]).toContain(onDisk);

    await isReady(await start(), 'm');
    expect((await readdir(repository)).sort()).toEqual(['m']);
    expect(await readFile(join(repository, 'm/config.pbtxt'), 'utf8')).toBe(onDisk);
    if (onDisk === CONFIG) expect(await treeHash(repository)).toBe(before);
  });

  test('in the middle of an import leaves the repository as it was', async () => {
    const { repository, stateFolder, start, before } = await spawned();
    const server = await start();
    const folder = await repositoryOf({ 'big.onnx': new Uint8Array(256 * 1024 ** 2) });
    const call = await deskCall(server);
    const planned = await call('POST', '/desk/imports/plan', { paths: [join(folder, 'big.onnx')] });
    const { id }: ImportPlanned = JSON.parse(await planned.text());
    const copying = appears(repository, '.inferdeck-import-');
    await call('POST', `/desk/imports/${id}/start`, { link: false, load: true, actions: {} });
    await copying;
    await server.crash();
    expect(await treeHash(repository)).not.toBe(before);

    await isReady(await start(), 'm');
    expect(await treeHash(repository)).toBe(before);
    expect(await readdir(join(stateFolder, 'imports'))).toEqual([]);
  });

  test('in the middle of a load: the next server loads it', async () => {
    const repository = await repositoryOf({ 'm/1/model.onnx': heavyModel(3500, 4) });
    const stateFolder = await tempFolder();
    const before = await treeHash(repository);
    const start = () => spawnServer(repository, { sessionSecret: 'kept', stateFolder });
    const server = await start();
    expect((await fetch(`${server.url}v2/models/m/ready`)).status).not.toBe(200);
    await server.crash();
    await isReady(await start(), 'm');
    expect(await treeHash(repository)).toBe(before);
  });
});
