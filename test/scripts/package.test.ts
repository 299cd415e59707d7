import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { extractFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DryPackage, packDry } from '../../scripts/lib/pack-dry.ts';
import { packageTable } from '../../scripts/lib/package-table.ts';
import { SAMPLES } from '../support/temp.ts';

let packed: DryPackage;

beforeAll(async () => {
  packed = await packDry();
});

afterAll(() => packed.remove());

function paths(place: DryPackage['files'][number]['place']): string[] {
  return packed.files.filter((file) => file.place === place).map(({ path }) => path);
}

describe('a package', () => {
  it('holds the shell in the archive, whose integrity is checked', () => {
    expect(paths('archive').sort()).toEqual([
      'LICENSE',
      'dist/electron/main.js',
      'dist/electron/pages/server.css',
      'dist/electron/pages/server.html',
      'dist/electron/pages/server.js',
      'dist/electron/preload.cjs',
      'package.json',
    ]);
  });

  it('holds server and window as ordinary files beside it', () => {
    expect(paths('beside')).toEqual(
      expect.arrayContaining([
        'dist/server/main.js',
        'dist/server/node-worker.js',
        'dist/server/onnx-worker.js',
        'dist/server/python/inferdeck_child.py',
        'dist/renderer/index.html',
        expect.stringMatching(/^dist\/renderer\/assets\/.*\.js$/),
      ]),
    );
  });

  it('holds the native runtime of this platform and of no other', () => {
    const native = packed.files.map(({ path }) => path).filter((path) => path.includes('/bin/napi-v6/'));
    const ours = `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}`;
    expect(native.sort()).toEqual([`${ours}/libonnxruntime.so.1`, `${ours}/onnxruntime_binding.node`]);
    expect(packed.files.filter(({ path }) => /\.(dll|dylib|exe)$/.test(path))).toEqual([]);
  });

  it('holds every sample model', () => {
    const models = paths('resource').filter((path) => path.startsWith('models/'));
    expect(new Set(models.map((path) => path.split('/')[1]))).toEqual(new Set(readdirSync(SAMPLES)));
    expect(models).toContain('models/mnist/2/model.onnx');
  });

  it('holds no source, no map, no test and no package that is bundled already', () => {
    const all = packed.files.map(({ path }) => path);
    expect(all.filter((path) => /\.(ts|tsx|map)$/.test(path))).toEqual([]);
    expect(new Set(all.map((path) => path.split('/')[0]))).toEqual(
      new Set(['LICENSE', 'dist', 'icon.png', 'models', 'node_modules', 'package.json']),
    );
    const packages = all.filter((path) => path.startsWith('node_modules/')).map((path) => path.split('/')[1]);
    expect(new Set(packages)).toEqual(
      new Set(['@koromix', 'koffi', 'onnxruntime-common', 'onnxruntime-node']),
    );
  });

  it('is a program that runs only itself', () => {
    expect(packed.fuses).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('has a preload script that a sandbox can run: one CommonJS file that needs electron alone', () => {
    const preload = extractFile(join(packed.resources, 'app.asar'), 'dist/electron/preload.cjs').toString();
    const needed = [...preload.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
    expect([...new Set(needed)]).toEqual(['electron']);
    expect(preload).not.toMatch(/^\s*(import|export)\b/m);
  });

  it('has a server that runs where it lies and loads the packed models', async () => {
    const server = spawn(
      process.execPath,
      [
        join(packed.resources, 'app.asar.unpacked/dist/server/main.js'),
        `--model-repository=${join(packed.resources, 'models')}`,
        '--http-port=0',
        '--grpc-port=0',
        '--metrics-port=0',
        '--announce=json',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    onTestFinished(() => void server.kill('SIGKILL'));
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const listening = new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).on('line', (line) => {
        const { url }: { url?: string } = JSON.parse(line);
        if (url !== undefined) resolve(url);
      });
      server.once('exit', (code) => reject(new Error(`exit code ${code}: ${log}`)));
    });
    const url = await listening;
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    await expect
      .poll(async () => (await fetch(`${url}v2/health/ready`)).status, { timeout: 20_000 })
      .toBe(200);
    const index = await fetch(`${url}v2/repository/index`, { method: 'POST' });
    const models: { name: string; state: string }[] = JSON.parse(await index.text());
    expect(models.filter(({ state }) => state !== 'READY')).toEqual([]);
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('is listed with sizes and fuses', () => {
    const table = packageTable(packed);
    expect(table).toMatch(/[\d.]+ MB {2}node_modules\/onnxruntime-node\/.*\/libonnxruntime\.so\.1$/m);
    expect(table).toMatch(/^ {2}off {2}RunAsNode$/m);
    expect(table).toMatch(/Without Electron itself: \d+ files, [\d.]+ MB$/);
  });
});
