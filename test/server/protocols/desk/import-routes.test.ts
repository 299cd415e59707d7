import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ActivityEntry } from '../../../../server/protocols/desk/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { identityModel } from '../../../support/onnx.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';
import { copyOfSamples, SAMPLES, tempFolder } from '../../../support/temp.ts';
import { treeHash } from '../../../support/tree-hash.ts';
import { writeZip } from '../../../support/zip.ts';

const MODEL = join(SAMPLES, 'mnist/2/model.onnx');

async function importing(repository?: string, state?: string) {
  const path = repository ?? (await copyOfSamples('mnist'));
  const stateFolder = state ?? (await tempFolder());
  const server = await startServer(path, { stateFolder });
  return {
    repository: path,
    stateFolder,
    server,
    ...(await deskClient(server)),
    before: await treeHash(path),
  };
}

describe('an import', () => {
  test('of a bare file is planned with a configuration, made in one step, served, and undone', async () => {
    const { repository, stateFolder, server, plan, carryOut, call, before } = await importing();
    const folder = await repositoryOf({ 'detector.onnx': await readFile(MODEL) });
    const planned = await plan([join(folder, 'detector.onnx')]);
    expect(planned).toMatchObject({ repository, canLink: true });
    const [choice] = planned.items[0]?.choices ?? [];
    expect(choice).toMatchObject({ action: 'create', model: 'detector', versions: [1] });
    expect(choice?.files.map(({ path, from }) => [path, from])).toEqual([
      ['config.pbtxt', undefined],
      ['1/model.onnx', 'detector.onnx'],
    ]);
    expect(choice?.files[0]?.text).toContain('name: "detector"');
    expect(await treeHash(repository)).toBe(before);

    expect(await carryOut(planned.id)).toMatchObject({
      kind: 'import',
      state: 'done',
      canUndo: true,
      outcome: 'Imported detector.',
    });
    expect(server.models.find('detector').version).toBe(1);
    expect((await readdir(repository)).sort()).toEqual(['detector', 'mnist']);
    expect(await readFile(join(repository, 'detector/config.pbtxt'), 'utf8')).toBe(choice?.files[0]?.text);

    expect((await call('POST', `/desk/imports/${planned.id}/undo`)).status).toBe(204);
    expect(await treeHash(repository)).toBe(before);
    expect(() => server.models.find('detector')).toThrow();
    const listed: { name: string }[] = JSON.parse(await (await call('GET', '/desk/models')).text());
    expect(listed.map(({ name }) => name)).toEqual(['mnist']);
    expect(await readdir(join(stateFolder, 'trash', planned.id))).toEqual(['detector']);
    expect((await call('POST', `/desk/imports/${planned.id}/undo`)).status).toBe(503);
  });

  test('of a version folder adds the next free number; undone, the earlier ones serve', async () => {
    const { repository, server, plan, carryOut, call, before } = await importing();
    const planned = await plan([join(SAMPLES, 'mnist/2')]);
    const [choice] = planned.items[0]?.choices ?? [];
    expect(choice).toMatchObject({ action: 'add-version', model: 'mnist', versions: [3] });
    expect(choice?.remarks[0]).toBe('Takes and gives the same as the versions that are there.');
    await carryOut(planned.id);
    expect((await readdir(join(repository, 'mnist'))).sort()).toEqual([
      '1',
      '2',
      '3',
      'config.pbtxt',
      'labels.txt',
    ]);
    await call('POST', `/desk/imports/${planned.id}/undo`);
    expect(await treeHash(repository)).toBe(before);
    expect(server.models.find('mnist').version).toBe(2);
  });

  test('of a model whose name is taken asks; under another name its configuration follows', async () => {
    const { repository, server, plan, carryOut } = await importing();
    const planned = await plan([join(SAMPLES, 'mnist')]);
    const [item] = planned.items;
    expect(item?.conflict).toBe('mnist holds 2 versions; mnist is in the repository already, with v1, v2.');
    expect(item?.choices.map(({ action, model }) => `${action} ${model}`)).toEqual([
      'add-version mnist',
      'create mnist_2',
      'skip mnist',
    ]);
    await carryOut(planned.id, { actions: { 0: 'create' } });
    expect(server.models.find('mnist_2').version).toBe(2);
    expect(await readFile(join(repository, 'mnist_2/labels.txt'), 'utf8')).toContain('7');
  });

  test('of a zip, of several things at once, and from a browser by upload', async () => {
    const { server, plan, carryOut, call } = await importing();
    const folder = await repositoryOf({
      'a.onnx': identityModel('FP32'),
      'b/1/model.onnx': identityModel('INT32'),
    });
    const zip = await writeZip(join(folder, 'c.zip'), { 'model.onnx': identityModel('FP64') });
    const planned = await plan([join(folder, 'a.onnx'), join(folder, 'b'), zip]);
    expect(planned.canLink).toBe(false);
    await carryOut(planned.id);
    for (const name of ['a', 'b', 'c']) expect(server.models.find(name).version).toBe(1);

    const upload: { id: string } = JSON.parse(await (await call('POST', '/desk/uploads')).text());
    const cookie = { cookie: '' };
    expect(
      (await server.call(`/desk/uploads/${upload.id}/files?path=x`, { method: 'PUT', headers: cookie }))
        .status,
    ).toBe(401);
    const put = (path: string, body: unknown) =>
      call('PUT', `/desk/uploads/${upload.id}/files?path=${encodeURIComponent(path)}`, body);
    expect((await put('net/1/model.py', 'x')).status).toBe(204);
    expect(await (await put('../x', 'x')).json()).toMatchObject({
      error: '"../x" leads out of what was dropped.',
    });
    const response = await call('POST', '/desk/imports/plan', { upload: upload.id });
    expect(await response.json()).toMatchObject({
      canLink: false,
      items: [{ origin: 'net', runsCode: true }],
    });
  });

  test.each([
    ['TensorFlow Serving', 'half_plus_two/7/saved_model.pb', ['7/model.savedmodel/saved_model.pb'], {}],
    [
      'MLflow',
      'run/model.onnx',
      ['config.pbtxt', '1/model.onnx'],
      { 'run/MLmodel': 'flavors:\n  onnx:\n    data: model.onnx\n' },
    ],
  ])(
    'of a folder of %s is laid out as the repository wants it, and undone',
    async (_of, path, made, more) => {
      const { repository, plan, carryOut, call, before } = await importing();
      const folder = await repositoryOf({ [path]: identityModel('FP32'), ...more });
      const [name = ''] = path.split('/');
      const { id, items } = await plan([join(folder, name)]);
      expect(items[0]?.choices[0]?.files.map((file) => file.path)).toEqual(expect.arrayContaining(made));
      await carryOut(id, { load: false });
      for (const file of made) await readFile(join(repository, name, file));
      await call('POST', `/desk/imports/${id}/undo`);
      expect(await treeHash(repository)).toBe(before);
    },
  );

  test('of an upload keeps nothing of it outside the repository', async () => {
    const { stateFolder, server, carryOut, call } = await importing();
    const { id }: { id: string } = JSON.parse(await (await call('POST', '/desk/uploads')).text());
    await call('PUT', `/desk/uploads/${id}/files?path=net%2Fmodel.onnx`, 'x');
    const planned: { id: string } = JSON.parse(
      await (await call('POST', '/desk/imports/plan', { upload: id })).text(),
    );
    await carryOut(planned.id, { load: false });
    expect(server.models.folders.map(({ name }) => name)).toContain('net');
    await expect.poll(() => readdir(join(stateFolder, 'uploads'))).toEqual([]);
  });

  test('can link to the originals', async () => {
    const { repository, server, plan, carryOut } = await importing();
    const folder = await repositoryOf({ 'a.onnx': identityModel('FP32') });
    const { id } = await plan([join(folder, 'a.onnx')]);
    await carryOut(id, { link: true });
    expect(await readlink(join(repository, 'a/1/model.onnx'))).toBe(join(folder, 'a.onnx'));
    expect(server.models.find('a').version).toBe(1);
  });

  test('of a model that does not load leaves it there with its reason', async () => {
    const { server, plan, carryOut } = await importing();
    const folder = await repositoryOf({ 'broken.onnx': 'nothing' });
    const { id, items } = await plan([join(folder, 'broken.onnx')]);
    expect(items[0]?.choices[0]?.remarks).toEqual([
      'The model file does not say what it takes and gives; the configuration has to.',
    ]);
    expect(await carryOut(id)).toMatchObject({
      state: 'done',
      outcome: expect.stringMatching(/broken did not load: /),
    });
    expect(server.models.served('broken')?.failure).toBeDefined();
  });

  test('is written down as activity, newest first, among loads, unloads and saves', async () => {
    const { call, plan, carryOut } = await importing();
    const { id } = await plan([join(SAMPLES, 'add_sub')]);
    await carryOut(id);
    const entries: ActivityEntry[] = JSON.parse(await (await call('GET', '/desk/activity')).text());
    expect(entries.map(({ kind, subject, state }) => [kind, subject, state])).toEqual([
      ['load', 'add_sub', 'done'],
      ['import', 'add_sub', 'done'],
      ['load', 'mnist', 'done'],
    ]);
  });
});

describe('refused or undone, with the repository as it was', () => {
  test('a folder that is still being copied', async () => {
    const { repository, plan, carryOut, before } = await importing();
    const folder = await tempFolder();
    await cp(join(SAMPLES, 'add_sub'), join(folder, 'add_sub'), { recursive: true });
    const { id } = await plan([join(folder, 'add_sub')]);
    await appendFile(join(folder, 'add_sub/1/model.onnx'), 'more');
    expect(await carryOut(id)).toMatchObject({
      state: 'failed',
      outcome: expect.stringMatching(/probably still being copied/),
      nextStep: 'Wait until it is complete, and drop it again.',
    });
    expect(await treeHash(repository)).toBe(before);
  });

  test('a link that leads out, a name with a line break, a name of 255 bytes', async () => {
    const { repository, plan, before } = await importing();
    const folder = await tempFolder();
    await mkdir(join(folder, 'm/1'), { recursive: true });
    await symlink('/etc/hostname', join(folder, 'm/1/model.onnx'));
    expect(await plan([join(folder, 'm')])).toMatchObject({
      error: expect.stringMatching(/leads out of the folder, to/),
    });
    for (const name of ['line\nbreak.onnx', `${'a'.repeat(250)}.onnx`]) {
      await writeFile(join(folder, name), '');
      expect(await plan([join(folder, name)])).toMatchObject({
        kind: 'invalid-argument',
        error: expect.stringMatching(/line break|255 bytes long/),
      });
    }
    expect(await treeHash(repository)).toBe(before);
  });

  test('cancelled in the middle', async () => {
    const { repository, server, plan, carryOut, call, before } = await importing();
    const folder = await repositoryOf({ 'big.onnx': new Uint8Array(64 * 1024 ** 2), 'small.onnx': MODEL });
    const { id } = await plan([join(folder, 'small.onnx'), join(folder, 'big.onnx')]);
    const cancelled = new Promise<Response>((resolve) => {
      server.activity.events.on('change', (entry) => {
        if (entry.phase === 'copying 1/model.onnx') resolve(call('DELETE', `/desk/imports/${id}`));
      });
    });
    expect(await carryOut(id)).toMatchObject({
      state: 'cancelled',
      outcome: 'The import was cancelled; nothing was changed.',
    });
    expect((await cancelled).status).toBe(204);
    expect(await treeHash(repository)).toBe(before);
  });

  test('a zip that leads out, grows a thousandfold, or is none', async () => {
    const { repository, stateFolder, plan, before } = await importing();
    const folder = await tempFolder();
    const zips = {
      out: await leadingOut(await writeZip(join(folder, 'out.zip'), { 'aa/model.onnx': Buffer.of(1) })),
      bomb: await writeZip(join(folder, 'bomb.zip'), { 'model.onnx': new Uint8Array(32 * 1024 ** 2) }),
      none: join(folder, 'none.zip'),
    };
    await writeFile(zips.none, 'PK, or so it says');
    const refusals = { out: /invalid relative path/, bomb: /would grow/, none: /no zip archive/ };
    for (const kind of ['out', 'bomb', 'none'] as const) {
      expect(await plan([zips[kind]])).toMatchObject({ error: expect.stringMatching(refusals[kind]) });
    }
    expect(await treeHash(repository)).toBe(before);
    expect(await readdir(join(stateFolder, 'imports'))).toEqual([]);
  });

  test('an MLflow model that nothing here serves', async () => {
    const { repository, plan, before } = await importing();
    const folder = await repositoryOf({ 'run/MLmodel': 'flavors:\n  sklearn: {}\n', 'run/model.pkl': 'x' });
    expect(await plan([join(folder, 'run')])).toMatchObject({
      error: expect.stringMatching(/none of the flavours/),
    });
    expect(await treeHash(repository)).toBe(before);
  });

  test('a full disk where uploads are taken in: said before anything is sent, and while it comes', async () => {
    const { repository, stateFolder, call, before } = await importing();
    const begin = await call('POST', '/desk/uploads', { bytes: 1e18 });
    expect([begin.status, await begin.json()]).toEqual([
      503,
      {
        error: expect.stringMatching(/^The files have 1000000 TB, and the disk .* has room for /),
        kind: 'unavailable',
        nextStep: 'Make room on the disk, and drop them again.',
      },
    ]);
    expect(await readdir(join(stateFolder, 'uploads'))).toEqual([]);
    expect(await treeHash(repository)).toBe(before);
  });

  test.runIf(canMount())('an upload that fills the disk', async () => {
    const { repository, call, before } = await importing(undefined, await smallDisk());
    const { id }: { id: string } = JSON.parse(await (await call('POST', '/desk/uploads')).text());
    const put = await call('PUT', `/desk/uploads/${id}/files?path=a.onnx`, 'x'.repeat(2 * 1024 ** 2));
    expect(await put.json()).toMatchObject({ error: expect.stringMatching(/the disk is full/) });
    expect(await treeHash(repository)).toBe(before);
  });

  test.runIf(canMount())('a full disk and a read-only one', async () => {
    const disk = await smallDisk();
    const { plan, carryOut, before } = await importing(disk);
    const folder = await repositoryOf({ 'big.onnx': new Uint8Array(512 * 1024) });
    const { id, freeBytes } = await plan([join(folder, 'big.onnx')]);
    expect(freeBytes).toBeGreaterThan(512 * 1024);
    await writeFile(join(disk, '.filler'), new Uint8Array(700 * 1024));
    expect(await carryOut(id)).toMatchObject({
      state: 'failed',
      outcome: `Cannot write in ${disk}: the disk is full.`,
    });
    await writeFile(join(disk, '.filler'), '');
    execFileSync('rm', [join(disk, '.filler')]);
    expect(await treeHash(disk)).toBe(before);

    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const again = await plan([join(folder, 'big.onnx')]);
    expect(await carryOut(again.id)).toMatchObject({
      state: 'failed',
      outcome: `Cannot write in ${disk}: the repository is read-only.`,
    });
    expect(await treeHash(disk)).toBe(before);
  });

  test('what the end of a server left behind is gone at the next start', async () => {
    const repository = await copyOfSamples('mnist');
    const before = await treeHash(repository);
    // No process has this id: it is beyond what systems give out.
    await mkdir(join(repository, '.inferdeck-import-99999999-x/half'), { recursive: true });
    await importing(repository);
    expect(await treeHash(repository)).toBe(before);
  });
});

/** Puts a name into an archive that no archiver would. */
async function leadingOut(archive: string): Promise<string> {
  const bytes = await readFile(archive);
  for (let at = bytes.indexOf('aa/m'); at !== -1; at = bytes.indexOf('aa/m', at + 1)) bytes.write('../m', at);
  await writeFile(archive, bytes);
  return archive;
}

function canMount(): boolean {
  try {
    const folder = execFileSync('mktemp', ['-d']).toString().trim();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  }
}

/** A disk of one megabyte. */
async function smallDisk(): Promise<string> {
  const folder = await tempFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}
