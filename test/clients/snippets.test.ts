import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type Addresses,
  addressesOf,
  type CalledModel,
  calledModel,
} from '../../renderer/features/connect/called-model.ts';
import { snippet, SNIPPET_KINDS, type SnippetKind } from '../../renderer/features/connect/snippets.ts';
import { TRITON_CLIENTS } from '../../scripts/lib/test-environments.ts';
import { modelDetail } from '../../server/protocols/desk/model-detail.ts';
import { writeFiles } from '../support/repository.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { copyOfSamples } from '../support/temp.ts';

const run = promisify(execFile);

/** How each language is run over files, one after the other in one process: starting it takes longer than a call. */
const PYTHON = [
  TRITON_CLIENTS.python,
  '-c',
  'import runpy, sys\nfor file in sys.argv[1:]: runpy.run_path(file)',
];
const PROGRAMS: Readonly<Record<SnippetKind, readonly [extension: string, ...command: string[]]>> = {
  curl: ['sh', 'bash', '-ec', 'for file in "$@"; do bash "$file"; done', 'bash'],
  'python-http': ['py', ...PYTHON],
  'python-grpc': ['py', ...PYTHON],
  javascript: [
    'mjs',
    process.execPath,
    '--input-type=module',
    '-e',
    'for (const file of process.argv.slice(1)) await import(file)',
    '--',
  ],
};

const SAMPLES = ['mnist', 'mnist_embedding', 'mnist_fixed_batch', 'add_sub'] as const;
const TYPES = 'BOOL UINT8 UINT16 UINT32 UINT64 INT8 INT16 INT32 INT64 FP16 FP32 FP64 STRING'.split(' ');

const identity = (type: string, dims: string) =>
  `backend: "identity" input { name: "IN" data_type: TYPE_${type} dims: [ ${dims} ] }
   output { name: "OUT" data_type: TYPE_${type} dims: [ ${dims} ] }`;

/** The samples, one model of each datatype, and one whose text is too long to be written out. */
async function served(
  ...loadModels: readonly string[]
): Promise<{ server: TestServer; addresses: Addresses }> {
  const repository = await copyOfSamples(...SAMPLES);
  const types = [...TYPES, 'BF16'].map((type) => [`id_${type}`, identity(type, '-1, 2')] as const);
  for (const [name, config] of [...types, ['texts', identity('STRING', '40')] as const]) {
    await writeFiles(repository, { [`${name}/config.pbtxt`]: config, [`${name}/1/.keep`]: '' });
  }
  const server = await startServer(repository, { loadModels });
  const http = { address: '127.0.0.1', port: server.port };
  return { server, addresses: addressesOf({ http, ...(server.grpc && { grpc: server.grpc }) }) };
}

async function called(server: TestServer, name: string, version?: number): Promise<CalledModel> {
  const detail = await modelDetail(server.models, name);
  if (detail === undefined) throw new Error(`There is no model ${name}.`);
  return calledModel(detail, version);
}

async function outputOf(kind: SnippetKind, ...texts: readonly string[]): Promise<string> {
  const [extension, program = '', ...args] = PROGRAMS[kind];
  const folder = await mkdtemp(join(tmpdir(), 'inferdeck-snippet-'));
  const files = texts.map((_, at) => join(folder, `call${at}.${extension}`));
  await Promise.all(texts.map((text, at) => writeFile(files[at] ?? '', text)));
  const { stdout } = await run(program, [...args, ...files]);
  return stdout;
}

describe.each(SNIPPET_KINDS)('the %s snippet', (kind) => {
  test.each(SAMPLES)('of %s runs as it stands, and prints what the model answers', async (name) => {
    const { server, addresses } = await served(name);
    const model = await called(server, name);
    const text = snippet(kind, model, addresses);
    const printed = await outputOf(kind, text ?? '');
    for (const output of model.outputs) expect(printed).toContain(output);
    expect(server.models.find(name).statistics.success.count).toBe(1);
  });

  test('asks for the version that is chosen', async () => {
    const { server, addresses } = await served('mnist');
    await outputOf(kind, snippet(kind, await called(server, 'mnist', 1), addresses) ?? '');
    expect(server.models.find('mnist', 1).statistics.success.count).toBe(1);
    expect(server.models.find('mnist', 2).statistics.success.count).toBe(0);
  });
});

describe('a snippet of every datatype', () => {
  test.each(SNIPPET_KINDS)('runs in %s', async (kind) => {
    const names = TYPES.map((type) => `id_${type}`);
    const { server, addresses } = await served(...names);
    const models = await Promise.all(names.map((name) => called(server, name)));
    await outputOf(kind, ...models.map((model) => snippet(kind, model, addresses) ?? ''));
    for (const name of names) expect(server.models.find(name).statistics.success.count, name).toBe(1);
  });

  test('is left out where the language cannot say it', async () => {
    const { server, addresses } = await served('id_BF16', 'texts');
    const half = await called(server, 'id_BF16');
    expect(SNIPPET_KINDS.filter((kind) => snippet(kind, half, addresses) === undefined)).toEqual([
      'python-http',
      'python-grpc',
    ]);
    const texts = await called(server, 'texts');
    expect(SNIPPET_KINDS.filter((kind) => snippet(kind, texts, addresses) === undefined)).toEqual(['curl']);
    const withoutGrpc = { ...addresses, grpc: undefined };
    expect(snippet('python-grpc', texts, withoutGrpc)).toBeUndefined();
  });
});

test('names with quotes and spaces stay names', async () => {
  const model: CalledModel = {
    name: 'm',
    inputs: [{ name: `it's "in"`, datatype: 'INT32', shape: [1], elements: 1, byteSize: 4 }],
    outputs: [`it's "out"`],
  };
  const echo = (words: string) => words.replace(/^curl -s '[^']*' -d/, 'printf %s');
  const text = snippet('curl', model, { http: 'http://127.0.0.1:1', grpc: undefined }) ?? '';
  expect(JSON.parse(await outputOf('curl', echo(text)))).toMatchObject({ inputs: [{ name: `it's "in"` }] });
});

test('addresses that listen everywhere are called by the loopback', () => {
  expect(
    addressesOf({ http: { address: '0.0.0.0', port: 8000 }, grpc: { address: '::1', port: 8001 } }),
  ).toEqual({
    http: 'http://127.0.0.1:8000',
    grpc: '[::1]:8001',
  });
});
