import { homedir } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { DiagnosticsBundle } from '../../../../server/diagnostics/contract.ts';
import type { Check, EnvironmentReport } from '../../../../server/environment/contract.ts';
import { bindHttp } from '../../../../server/protocols/listen.ts';
import { unpackZip } from '../../../../server/repository/import/unpack-zip.ts';
import { deskCall } from '../../../support/desk-client.ts';
import { writeFiles } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';
import { copyOfSamples, tempFolder } from '../../../support/temp.ts';

const SECRET = 'v3ry-secret-words';

test('the check looks at program, ports, repository, graphics, runtime and Pythons', async () => {
  const server = await startServer(await copyOfSamples('add_sub'));
  const call = await deskCall(server);
  const { checks }: EnvironmentReport = JSON.parse(await (await call('GET', '/desk/environment')).text());
  const areas = [...new Set(checks.map(({ area }) => area))];
  expect(areas).toEqual(['Program', 'Ports', 'Repository', 'Graphics', 'ONNX Runtime', 'Python']);
  const verdictOf = (title: string) => checks.find((check) => check.title === title)?.verdict;
  expect(verdictOf('Execution provider CPU')).toBe('ok');
  expect(verdictOf('Model repository')).toBe('ok');
  expect(checks.every(({ verdict, found, action }) => verdict !== 'attention' || (found && action))).toBe(
    true,
  );
});

test('a port that was taken and a repository that is gone are told at once, with who has the port', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  const taken = await bindHttp(other)('127.0.0.1', 0);
  const server = await startServer('/nowhere', { httpPort: taken, nextFreePort: true });
  const call = await deskCall(server);
  const checks: Check[] = JSON.parse(await (await call('GET', '/desk/environment/place')).text());
  const attention = checks.filter(({ verdict }) => verdict === 'attention').map(({ found }) => found);
  expect(attention).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Served at 127\\.0\\.0\\.1:${server.port}, because ${taken} was taken by .* \\(process ${process.pid}\\)`,
      ),
    ),
    expect.stringMatching(/^\/nowhere cannot be written: ENOENT/),
  ]);
});

test('an export looks only at repositories of this server', async () => {
  const server = await startServer(await copyOfSamples('add_sub'));
  const call = await deskCall(server);
  const elsewhere = await copyOfSamples('mnist');
  const asked = new URLSearchParams({ repository: elsewhere, release: '24.05', format: 'docker' });
  const refused = await call('GET', `/desk/export?${asked}`);
  expect(refused.status).toBe(404);
  expect(await refused.text()).toContain('is no model repository of this server');
  const unknown = await call(
    'GET',
    `/desk/export/zip?${new URLSearchParams({ ...Object.fromEntries(asked), format: 'helm' })}`,
  );
  expect(unknown.status).toBe(400);
});

test('a bundle holds what helps; no secret and no home folder is in what is shown or saved', async () => {
  const repository = await copyOfSamples('add_sub');
  await writeFiles(repository, {
    'caller/config.pbtxt': `backend: "python"
parameters { key: "api_key" value { string_value: "${SECRET}" } }
parameters { key: "cache" value { string_value: "${homedir()}/cache" } }
`,
  });
  const backendConfig = { python: { 'auth-token': SECRET, 'cache-dir': join(homedir(), 'cache') } };
  const server = await startServer(repository, { backendConfig });
  const call = await deskCall(server);
  const bundle: DiagnosticsBundle = JSON.parse(await (await call('POST', '/desk/diagnostics', {})).text());
  const paths = bundle.files.map(({ path }) => path);
  expect(paths).toEqual([
    'README.txt',
    'server.json',
    'options.json',
    'environment.json',
    'activity.json',
    'models.json',
    'log.txt',
    'models/add_sub/config.pbtxt',
    'models/caller/config.pbtxt',
  ]);
  const shown = bundle.files.map(({ text }) => text).join('\n');
  expect(shown).toContain('~/cache');
  expect(bundle.files.find(({ path }) => path === 'log.txt')?.text).toMatch(/^\d{4}-.* info .*add_sub/m);
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain(`${homedir()}/`);

  const answer = await call('GET', `/desk/diagnostics/${bundle.id}/zip`);
  const archive = join(await tempFolder(), 'bundle.zip');
  await writeFile(archive, Buffer.from(await answer.arrayBuffer()));
  const unpacked = await tempFolder();
  await unpackZip(archive, unpacked);
  for (const { path, text } of bundle.files) expect(await readFile(join(unpacked, path), 'utf8')).toBe(text);
  expect((await call('GET', '/desk/diagnostics/another/zip')).status).toBe(404);
});
