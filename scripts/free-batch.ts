/**
 * `npm run free-batch -- MODEL_FOLDER [--version N] [--axis INPUT=AXIS] [--max-batch-size N] [--write-config] [--dry-run]`:
 * frees the batch axis of an ONNX model, proves that every row is answered as before, and writes a new version.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { onnxRuntimeBackend } from '../server/backends/onnxruntime/backend.ts';
import { inspectOnnx } from '../server/backends/onnxruntime/inspect.ts';
import { batchingConfig } from '../server/batch-axis/batching-config.ts';
import { freeBatch } from '../server/batch-axis/free-batch.ts';
import { openWith } from '../server/batch-axis/open-model.ts';
import { proofText } from '../server/batch-axis/outcome-text.ts';
import { nextVersion, writeVersion } from '../server/batch-axis/write-version.ts';
import { invalidArgument } from '../server/errors.ts';
import { generateConfig } from '../server/config/generate.ts';
import { configFolder } from '../server/lifecycle/prepare-model.ts';
import { writeAtomically } from '../server/repository/write-atomically.ts';
import { scanModelFolder } from '../server/repository/scan.ts';
import { runCommand } from './lib/command.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string' },
    axis: { type: 'string', multiple: true, default: [] },
    'max-batch-size': { type: 'string', default: '32' },
    'write-config': { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
});

await runCommand(run);

async function run(): Promise<void> {
  const [given] = positionals;
  if (given === undefined)
    throw invalidArgument('Say which model folder: npm run free-batch -- MODEL_FOLDER');
  await build();
  const path = resolve(given);
  const folder = await scanModelFolder(dirname(path), basename(path));
  const from = folder.versions.findLast(
    ({ version }) => values.version === undefined || version === Number(values.version),
  );
  if (from === undefined) throw invalidArgument(`${path} has no version ${values.version ?? ''}`);
  const worker = pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js'));
  const made = await freeBatch(join(from.path, 'model.onnx'), {
    open: openWith(onnxRuntimeBackend(worker)),
    axes: Object.fromEntries(values.axis.map(axisOf)),
    onStep: (phase) => console.error(`… ${phase}`),
  });
  try {
    console.log(proofText(made.proof));
    const version = nextVersion(folder);
    const { signature } = await inspectOnnx(made.path);
    if (signature === undefined || values['dry-run']) return;
    const change = `batch axis freed; it was fixed at ${made.oldBatch}`;
    const report = { change, madeFrom: from.version, madeAt: new Date().toISOString(), proof: made.proof };
    const target = await writeVersion({
      folder,
      version,
      fileName: 'model.onnx',
      path: made.path,
      scratch: made.scratch,
      report,
    });
    console.log(`Wrote ${target}.`);
    const file = folder.configFile ?? join(path, 'config.pbtxt');
    const text =
      folder.configFile === undefined
        ? generateConfig(signature, configFolder(folder))
        : await readFile(file, 'utf8');
    const others = folder.versions.map((there) => there.version);
    const config = batchingConfig(text, {
      signature,
      maxBatchSize: Number(values['max-batch-size']),
      version,
      others,
    });
    if (values['write-config']) await writeAtomically(file, config, folder.repository);
    console.log(`${values['write-config'] ? 'Wrote' : 'The configuration for it'} ${file}:\n\n${config}`);
  } finally {
    await made.scratch.remove();
  }
}

function axisOf(text: string): [string, number] {
  const [input = '', axis] = text.split('=');
  const number = Number(axis);
  if (!Number.isInteger(number)) throw invalidArgument(`'${text}' is no INPUT=AXIS.`);
  return [input, number];
}
