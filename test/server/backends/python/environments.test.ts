import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../../server/errors.ts';
import { ECHO, modelPy, vector, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp.ts';
import { binaryOutputs, binaryRequest, floatsOf } from '../../../support/v2-client.ts';
import { writeZip } from '../../../support/zip.ts';

const WHEEL = 'inferdeck_tiny-1.0-py3-none-any.whl';

/** A package with one module, which says what it is worth. */
async function wheel(folder: string, worth: number): Promise<void> {
  const about = 'inferdeck_tiny-1.0.dist-info';
  const files = {
    'inferdeck_tiny.py': `WORTH = ${worth}\n`,
    [`${about}/METADATA`]: 'Metadata-Version: 2.1\nName: inferdeck-tiny\nVersion: 1.0\n',
    [`${about}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${about}/RECORD`]: `inferdeck_tiny.py,,\n${about}/METADATA,,\n${about}/WHEEL,,\n${about}/RECORD,,\n`,
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]);
  await writeZip(join(folder, WHEEL), Object.fromEntries(bytes));
}

/** Gives back what the package is worth. */
const WORTH = `import inferdeck_tiny
import numpy as np
${modelPy(`
  def execute(self, requests):
    worth = np.array([inferdeck_tiny.WORTH], np.float32)
    return [pb_utils.InferenceResponse([pb_utils.Tensor("out", worth)]) for _ in requests]
`)}`;

const FROM_THE_FOLDER = `--no-index\n./${WHEEL}\n`;

async function modelWith(requirements: string, more: Record<string, string> = {}): Promise<string> {
  const repository = await repositoryOf({
    ...vectorModel('m', WORTH),
    'm/requirements.txt': requirements,
    ...more,
  });
  await wheel(join(repository, 'm'), 7);
  return repository;
}

async function worthOf(server: TestServer, model = 'm'): Promise<number | undefined> {
  const response = await server.call(`/v2/models/${model}/infer`, {
    method: 'POST',
    ...binaryRequest([vector(1)]),
  });
  if (!response.ok) throw new Error(await errorOf(response));
  return floatsOf((await binaryOutputs(response)).get('out')?.data)[0];
}

const environmentsIn = (stateFolder: string): Promise<string[]> =>
  readdir(join(stateFolder, 'python-environments'));
const failureOf = (server: TestServer) => server.models.served('m')?.failure?.error;

describe('requirements.txt beside a model.py', () => {
  test('gets the model an environment of its own, which is made once, and says so meanwhile', async () => {
    const stateFolder = await tempFolder();
    const repository = await modelWith(FROM_THE_FOLDER);
    const first = await startServer(repository, { stateFolder, loadModels: [] });
    const phases = new Set<string | undefined>();
    first.models.events.on('change', () => phases.add(first.models.served('m')?.progress?.phase));
    await first.models.load('m');
    expect([...phases]).toEqual(
      expect.arrayContaining([
        'making a Python environment for requirements.txt',
        'installing requirements.txt',
        'installing requirements.txt: Installing collected packages: inferdeck-tiny',
      ]),
    );
    expect(first.models.served('m')?.progress).toBeUndefined();
    expect(await worthOf(first)).toBe(7);
    expect(first.log()).toMatch(/m requirements\.txt: Successfully installed inferdeck-tiny-1\.0/);
    const second = await startServer(repository, { stateFolder });
    expect(await worthOf(second)).toBe(7);
    expect(second.log()).not.toMatch(/requirements\.txt: /);
    expect(await environmentsIn(stateFolder)).toHaveLength(1);
    expect((await readdir(join(repository, 'm'))).sort()).toEqual(
      ['1', 'config.pbtxt', WHEEL, 'requirements.txt'].sort(),
    );
  });

  test('makes a new environment when the list changes', async () => {
    const stateFolder = await tempFolder();
    const repository = await modelWith('--no-index\n');
    const server = await startServer(repository, { stateFolder });
    expect(failureOf(server)?.message).toMatch(/No module named 'inferdeck_tiny'/);
    expect(failureOf(server)?.nextStep).toMatch(/^Write inferdeck_tiny into requirements\.txt/);
    await writeFile(join(repository, 'm/requirements.txt'), FROM_THE_FOLDER);
    await server.models.load('m');
    expect(await worthOf(server)).toBe(7);
    expect(await environmentsIn(stateFolder)).toHaveLength(2);
  });

  test('serves auto_complete_config, too, and two models with the same list share one environment', async () => {
    const completing = WORTH.replace(
      'class TritonPythonModel:',
      `class TritonPythonModel:
  @staticmethod
  def auto_complete_config(config):
    config.add_input({"name": "in", "data_type": "TYPE_FP32", "dims": [-1]})
    config.add_output({"name": "out", "data_type": "TYPE_FP32", "dims": [inferdeck_tiny.WORTH]})
    return config
`,
    );
    const repository = await modelWith(FROM_THE_FOLDER, {
      'm/config.pbtxt': '',
      'm/1/model.py': completing,
      ...vectorModel('n', WORTH),
      'n/requirements.txt': FROM_THE_FOLDER,
    });
    await wheel(join(repository, 'n'), 7);
    const stateFolder = await tempFolder();
    const server = await startServer(repository, { stateFolder });
    expect(server.models.served('m')?.prepared?.config.output).toMatchObject([{ name: 'out', dims: [7] }]);
    expect(await worthOf(server, 'n')).toBe(7);
    expect(await environmentsIn(stateFolder)).toHaveLength(1);
  });

  test('that cannot be installed says what pip said, and how to see for oneself', async () => {
    const repository = await modelWith('--no-index\nno-such-package-anywhere==1.0\n');
    const stateFolder = await tempFolder();
    const server = await startServer(repository, { stateFolder });
    expect(failureOf(server)?.message).toMatch(
      /m\/requirements\.txt could not be installed: ERROR: .*no-such-package-anywhere==1\.0/,
    );
    expect(failureOf(server)?.nextStep).toMatch(/-m pip install -r .*m\/requirements\.txt$/);
  });

  test('is not touched when the model is only looked at', async () => {
    const stateFolder = await tempFolder();
    const repository = await modelWith(FROM_THE_FOLDER);
    const server = await startServer(repository, { stateFolder, loadModels: [] });
    await server.models.prepare('m');
    await expect(environmentsIn(stateFolder)).rejects.toThrow(/ENOENT/);
  });

  test('that takes for ever is called off by an unload', async () => {
    const started = join(await tempFolder(), 'started');
    const setup = `import pathlib, time\npathlib.Path("${started}").touch()\ntime.sleep(1000)\n`;
    const repository = await modelWith('--no-index\n./slow\n', {
      'm/slow/setup.py': setup,
    });
    const server = await startServer(repository, { stateFolder: await tempFolder(), loadModels: [] });
    const loading = server.models.load('m').then(
      () => 'loaded',
      (error: unknown) => messageOf(error),
    );
    await expect.poll(() => existsSync(started)).toBe(true);
    await server.models.unload('m');
    expect(await loading).toBe("The load of 'm' was called off by an unload.");
    expect(failureOf(server)).toBeUndefined();
  });
});

describe('EXECUTION_ENV_PATH', () => {
  const parameter = (path: string) =>
    `parameters { key: "EXECUTION_ENV_PATH" value { string_value: "${path}" } }`;
  /** A virtual environment that knows the package, beside the model. */
  const environment = (repository: string) => {
    const folder = join(repository, 'm/env');
    execFileSync('/usr/bin/python3', ['-m', 'venv', '--without-pip', '--system-site-packages', folder]);
    const packages = 'import sysconfig; print(sysconfig.get_path("purelib"))';
    const place = execFileSync(join(folder, 'bin/python'), ['-c', packages], { encoding: 'utf8' }).trim();
    execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-e', join(repository, 'm', WHEEL), place]);
    return folder;
  };

  test('names an environment in which the model runs, as a folder or as an archive', async () => {
    const repository = await repositoryOf(vectorModel('m', WORTH, parameter('$$TRITON_MODEL_DIRECTORY/env')));
    await wheel(join(repository, 'm'), 8);
    const folder = environment(repository);
    const stateFolder = await tempFolder();
    expect(await worthOf(await startServer(repository, { stateFolder }))).toBe(8);
    execFileSync('tar', ['-czf', join(repository, 'm/env.tar.gz'), '-C', folder, '.']);
    await rm(folder, { recursive: true });
    const config = await readFile(join(repository, 'm/config.pbtxt'), 'utf8');
    await writeFile(join(repository, 'm/config.pbtxt'), config.replace('/env"', '/env.tar.gz"'));
    expect(await worthOf(await startServer(repository, { stateFolder }))).toBe(8);
    expect(await environmentsIn(stateFolder)).toEqual([expect.stringMatching(/^packed-/)]);
  });

  test.each([
    ['is not there', '/nowhere/env.tar.gz', /Cannot read EXECUTION_ENV_PATH \/nowhere\/env\.tar\.gz/],
    ['has no Python', '$$TRITON_MODEL_DIRECTORY', /EXECUTION_ENV_PATH .*\/m has no .*bin\/python/],
    ['is no archive', '$$TRITON_MODEL_DIRECTORY/config.pbtxt', /config\.pbtxt could not be unpacked: /],
  ])('that %s says so', async (_, path, reason) => {
    const repository = await repositoryOf(vectorModel('m', ECHO, parameter(path)));
    const server = await startServer(repository, { stateFolder: await tempFolder() });
    expect(failureOf(server)?.message).toMatch(reason);
  });
});
