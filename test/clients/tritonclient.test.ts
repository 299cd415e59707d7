import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { TRITON_CLIENTS } from '../../scripts/lib/test-environments.ts';
import { loadDigits } from '../support/digits.ts';
import { writeFiles } from '../support/repository.ts';
import { startServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';

const CHECKS = join(ROOT, 'test/clients/tritonclient_checks.py');
const TYPES = 'BOOL UINT8 UINT16 UINT32 UINT64 INT8 INT16 INT32 INT64 FP16 BF16 FP32 FP64 BYTES'.split(' ');

const identity = (type: string, dims: string, more = '') =>
  `backend: "identity" input { name: "IN" data_type: ${type} dims: [ ${dims} ] }
   output { name: "OUT" data_type: ${type} dims: [ ${dims} ] } ${more}`;

const REPEAT = `backend: "repeat" model_transaction_policy { decoupled: true }
  input [ { name: "IN" data_type: TYPE_INT32 dims: [ -1 ] }, { name: "DELAY" data_type: TYPE_UINT32 dims: [ -1 ] },
    { name: "WAIT" data_type: TYPE_UINT32 dims: [ 1 ] } ]
  output [ { name: "OUT" data_type: TYPE_INT32 dims: [ 1 ] }, { name: "IDX" data_type: TYPE_UINT32 dims: [ 1 ] } ]`;

const SLOW = identity(
  'TYPE_FP32',
  '1',
  'parameters { key: "execute_delay_ms" value { string_value: "2000" } }',
);

/** Strings come as a row, everything else as rows. */
function tensorOf(type: string): [type: string, dims: string] {
  if (type === 'BYTES') return ['TYPE_STRING', '-1'];
  return [`TYPE_${type}`, '-1, -1'];
}

/** The sample models, one identity model of each datatype, one that takes its time, one that answers often. */
async function repository(): Promise<string> {
  const folder = await copyOfSamples('add_sub', 'mnist');
  const types = TYPES.map((type) => [`id_${type}`, identity(...tensorOf(type))]);
  const configs = Object.entries({ ...Object.fromEntries(types), slow: SLOW, repeat: REPEAT });
  for (const [name, config] of configs)
    await writeFiles(folder, { [`${name}/config.pbtxt`]: String(config), [`${name}/1/.keep`]: '' });
  return folder;
}

async function digitFile(): Promise<string> {
  const file = join(await tempFolder(), 'digit.bin');
  const [digit] = await loadDigits();
  await writeFile(file, new Uint8Array(digit?.pixels.buffer ?? new ArrayBuffer(0)));
  return file;
}

interface Outcome {
  readonly name: string;
  readonly failure: string | null;
}

async function run(kind: string): Promise<readonly Outcome[]> {
  const server = await startServer(await repository(), { clientSharedMemory: true });
  const port = kind.startsWith('grpc') ? server.grpc?.port : server.port;
  const args = [CHECKS, kind, `127.0.0.1:${port}`, await digitFile()];
  const { stdout } = await promisify(execFile)(TRITON_CLIENTS.python, args);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.each(['http', 'http.aio', 'grpc', 'grpc.aio'])('tritonclient.%s', (kind) => {
  const names: string[] = JSON.parse(
    execFileSync(TRITON_CLIENTS.python, [CHECKS, '--list', kind], { encoding: 'utf8' }),
  );
  let outcomes: Promise<readonly Outcome[]> | undefined;

  test.each(names)('%s', async (name) => {
    outcomes ??= run(kind);
    const outcome = (await outcomes).find((candidate) => candidate.name === name);
    expect(outcome?.failure).toBeNull();
  });
});
