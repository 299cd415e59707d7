import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  ConfigOnDisk,
  ConfigSaveResult,
  EarlierSave,
  EarlierText,
} from '../../../../server/protocols/desk/contract.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../../support/temp.ts';

const CONFIG = '/desk/models/add_sub/config';

async function window(server: TestServer) {
  const response = await fetch(server.link, { redirect: 'manual' });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const read = async <T>(path: string): Promise<T> =>
    JSON.parse(await (await server.call(path, { headers: { cookie } })).text());
  const save = (body: unknown) =>
    server.call(CONFIG, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { cookie, 'content-type': 'application/json' },
    });
  return { read, save };
}

async function editing() {
  const repository = await copyOfSamples('add_sub');
  const server = await startServer(repository, { stateFolder: await tempFolder() });
  const { read, save } = await window(server);
  const disk = await read<ConfigOnDisk>(CONFIG);
  return { repository, file: join(repository, 'add_sub/config.pbtxt'), server, read, save, disk };
}

describe('saving a configuration', () => {
  test('replaces the file, leaves nothing beside it, and loads the model again', async () => {
    const { repository, file, server, save, disk } = await editing();
    const text = `${disk.text}\ninstance_group { count: 1 kind: KIND_CPU }\n`;
    const result: ConfigSaveResult = JSON.parse(await (await save({ text, baseHash: disk.hash })).text());
    expect(result.outcome).toBe('loaded');
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(repository)).toEqual(['add_sub']);
    expect((await readdir(join(repository, 'add_sub'))).sort()).toEqual(['1', 'config.pbtxt']);
    expect(server.models.find('add_sub').instances).toBe(1);
  });

  test('of a text that does not load keeps what serves, and says why', async () => {
    const { server, save, disk } = await editing();
    const result = await save({ text: 'nonsense: 1', baseHash: disk.hash });
    expect(await result.json()).toMatchObject({
      outcome: 'load-failed',
      failure: expect.stringMatching(/config\.pbtxt:1:1: .*nonsense/),
    });
    expect(server.models.find('add_sub').version).toBe(1);
  });

  test('is refused when the file changed meanwhile; nothing is lost', async () => {
    const { file, save, disk } = await editing();
    await writeFile(file, '# theirs\n');
    const response = await save({ text: '# mine\n', baseHash: disk.hash });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      error: expect.stringMatching(/was changed by another program/),
    });
    expect(await readFile(file, 'utf8')).toBe('# theirs\n');
  });

  test('makes the file where there was none', async () => {
    const { server, read } = await editing();
    const repository = await copyOfSamples('mnist_fixed_batch');
    expect(await read('/desk/models/nothing/config')).toMatchObject({ kind: 'not-found' });
    const other = await startServer(repository, { stateFolder: await tempFolder() });
    const { read: readOther } = await window(other);
    expect(await readOther('/desk/models/mnist_fixed_batch/config')).toMatchObject({
      text: null,
      hash: null,
    });
    expect(server.port).not.toBe(other.port);
  });

  test('the editor is told what a text is checked against, also when the one on disk is broken', async () => {
    const { file, read } = await editing();
    await writeFile(file, 'nonsense: 1');
    const { surroundings } = await read<ConfigOnDisk>(CONFIG);
    expect(surroundings.context.signature?.inputs.map(({ name }) => name)).toEqual(['INPUT0', 'INPUT1']);
    expect(surroundings.context.folder).toMatchObject({ name: 'add_sub', versions: [1] });
  });

  test('the editor is told what is loaded, also when the file says something else by now', async () => {
    const { file, read, disk } = await editing();
    await writeFile(file, '# theirs\n');
    expect(await read(CONFIG)).toMatchObject({ text: '# theirs\n', loadedText: disk.text });
  });

  test('the editor is told how a text would be completed by this server', async () => {
    const repository = await copyOfSamples('add_sub');
    const server = await startServer(repository, { autoComplete: false, stateFolder: await tempFolder() });
    const { read } = await window(server);
    const { surroundings } = await read<ConfigOnDisk>(CONFIG);
    expect(surroundings.context.autoComplete).toBe(false);
  });

  test('the editor is told what an ensemble can be made of, loaded or not', async () => {
    const repository = await copyOfSamples('add_sub', 'mnist');
    const server = await startServer(repository, { loadModels: ['add_sub'] });
    const { read } = await window(server);
    const names = 'name=add_sub&name=mnist&name=nobody';
    expect(await read(`${CONFIG}/members?${names}`)).toMatchObject([
      { name: 'add_sub', loadedVersions: [1], config: { max_batch_size: 8 } },
      { name: 'mnist', loadedVersions: [1, 2], config: { max_batch_size: 64 } },
    ]);
  });

  test('the editor is told how many requests a reload would wait for', async () => {
    const { read } = await editing();
    expect(await read('/desk/models/add_sub/in-flight')).toEqual({ requests: 0 });
    expect(await read('/desk/models/nobody/in-flight')).toEqual({ requests: 0 });
  });

  test('of something that is no save is refused', async () => {
    const { save } = await editing();
    expect((await save({ text: 1 })).status).toBe(400);
  });

  test('remembers what was there before, newest first, each text once', async () => {
    const { save, read, disk } = await editing();
    const texts = ['# one\n', '# two\n'];
    let hash = disk.hash;
    for (const text of texts) hash = JSON.parse(await (await save({ text, baseHash: hash })).text()).hash;
    const saves = await read<EarlierSave[]>(`${CONFIG}/history`);
    const kept = await Promise.all(saves.map(({ id }) => read<EarlierText>(`${CONFIG}/history/${id}`)));
    expect(kept.map(({ text }) => text)).toEqual(['# two\n', '# one\n', disk.text]);
    expect(saves.every(({ savedAt }) => !Number.isNaN(Date.parse(savedAt)))).toBe(true);
    expect(await read(`${CONFIG}/history/..%2Fx`)).toMatchObject({ kind: 'not-found' });
  });
});
