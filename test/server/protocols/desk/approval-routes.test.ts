import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ModelCode, ModelSummary } from '../../../../server/protocols/desk/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { identityModel } from '../../../support/onnx.ts';
import { ECHO, modelPy, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp.ts';

const QUIET = identityModel('FP32');

async function serving(files: Readonly<Record<string, string | Uint8Array>>, options: object = {}) {
  const repository = await repositoryOf({ 'plain/1/model.onnx': QUIET, ...files });
  const stateFolder = await tempFolder();
  const start = async () => {
    const server = await startServer(repository, { stateFolder, ...options });
    const desk = await deskClient(server);
    const load = (name: string) => server.post(`/v2/repository/models/${name}/load`);
    const stateOf = async (name: string) => {
      const models: ModelSummary[] = JSON.parse(await (await desk.call('GET', '/desk/models')).text());
      return models.find((model) => model.name === name)?.state;
    };
    const code = async (name: string): Promise<ModelCode> =>
      JSON.parse(await (await desk.call('GET', `/desk/models/${name}/code`)).text());
    const approve = (name: string, hash: string) =>
      desk.call('POST', `/desk/models/${name}/approval`, { hash });
    return { server, ...desk, load, stateOf, code, approve };
  };
  return { repository, start, ...(await start()) };
}

/** Says that it ran by writing a file, also while it is only completed. */
const telltale = (file: string) =>
  modelPy(`
  @staticmethod
  def auto_complete_config(config):
    open("${file}", "w").close()
    return config
  def initialize(self, args):
    open("${file}", "w").close()
  def execute(self, requests):
    return []
`);

describe('a model with code that came in through the window', () => {
  test('stays unloaded until its code was seen and approved, also for a server that is started again', async () => {
    const { start, plan, carryOut, load, stateOf, code, approve, server } = await serving({});
    const ran = join(await tempFolder(), 'ran');
    const dropped = await repositoryOf(vectorModel('py', telltale(ran)));
    const { id } = await plan([join(dropped, 'py')]);
    expect(await carryOut(id)).toMatchObject({
      state: 'done',
      outcome: 'Imported py. py runs code, and waits for you to look at it and approve it.',
    });
    expect(await stateOf('py')).toBe('needs-approval');
    const refused = await load('py');
    expect([refused.status, await errorOf(refused)]).toEqual([
      500,
      "failed to load 'py', failed to poll from model repository: 'py' runs code that nobody has approved: 1/model.py.",
    ]);
    expect((await server.call('/v2/health/ready')).status).toBe(200);

    const second = await start();
    expect(await second.stateOf('py')).toBe('needs-approval');
    expect(existsSync(ran)).toBe(false);

    const seen = await code('py');
    expect(seen.files).toEqual([
      { path: '1/model.py', sizeBytes: telltale(ran).length, text: telltale(ran) },
    ]);
    expect(seen.reaches).toContainEqual({ kind: 'files', name: 'open', path: '1/model.py', line: 7 });
    expect((await approve('py', seen.hash)).status).toBe(204);
    expect(await stateOf('py')).toBe('not-loaded');
    expect((await load('py')).status).toBe(200);
  });

  test('is asked for again when a file changes, and what was not seen cannot be approved', async () => {
    const { repository, plan, carryOut, load, code, approve } = await serving({});
    const dropped = await repositoryOf(vectorModel('py', ECHO));
    await carryOut((await plan([join(dropped, 'py')])).id);
    const { hash } = await code('py');
    await approve('py', hash);
    expect((await load('py')).status).toBe(200);

    await appendFile(join(repository, 'py/1/model.py'), '\n# changed\n');
    expect((await load('py')).status).toBe(500);
    const stale = await approve('py', hash);
    expect([stale.status, await stale.json()]).toEqual([
      409,
      {
        error: 'The code of py changed since you looked at it.',
        kind: 'already-exists',
        nextStep: 'Look at it again; nothing of it has run.',
      },
    ]);
    // What was approved before may come back without being seen again.
    await writeFile(join(repository, 'py/1/model.py'), ECHO);
    expect((await load('py')).status).toBe(200);
  });

  test('waits, too, when only a new version of it brings the code', async () => {
    const { plan, carryOut, load, stateOf, server } = await serving({});
    const dropped = await repositoryOf({ '2/model.onnx': QUIET, '2/ops.so': 'x' });
    await carryOut((await plan([join(dropped, '2')], 'plain')).id);
    expect(await stateOf('plain')).toBe('ready');
    expect((await load('plain')).status).toBe(500);
    expect(server.models.find('plain').version).toBe(1);
  });
});

describe('the command line', () => {
  test('trusts the repository that it is pointed at', async () => {
    const { server, stateOf } = await serving(vectorModel('py', ECHO));
    expect(await stateOf('py')).toBe('ready');
    expect(server.models.find('py').version).toBe(1);
  });

  test('--require-approval holds all code back, and nothing else', async () => {
    const { server, stateOf, code, approve, load } = await serving(vectorModel('py', ECHO), {
      requireApproval: true,
    });
    expect(await stateOf('plain')).toBe('ready');
    expect(await stateOf('py')).toBe('needs-approval');
    const config = JSON.stringify({ backend: 'python' });
    const brought = await server.post('/v2/repository/models/py/load', {
      parameters: { config, 'file:1/model.py': Buffer.from(ECHO).toString('base64') },
    });
    expect(await errorOf(brought)).toMatch(/'py' brings code along that nobody has approved: 1\/model\.py/);
    await approve('py', (await code('py')).hash);
    expect((await load('py')).status).toBe(200);
  });

  test('has no code to show of a model that is only weights', async () => {
    const { call } = await serving({});
    expect((await call('GET', '/desk/models/plain/code')).status).toBe(404);
  });
});
