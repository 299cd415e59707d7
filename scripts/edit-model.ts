/**
 * `npm run edit-model -- MODEL_FOLDER (--fix DIM=EXTENT | --rename DIM=NAME | --up-to TENSOR) [--version N]`: fixes or
 * renames a dimension of an ONNX model, or cuts it at a tensor inside, shows that it answers as before, and writes a new
 * version.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { onnxRuntimeBackend } from '../server/backends/onnxruntime/backend.ts';
import type { GraphEdit } from '../server/batch-axis/edit-graph.ts';
import { openWith } from '../server/batch-axis/open-model.ts';
import { editModel } from '../server/batch-axis/prove-edit.ts';
import { nextVersion, writeVersion } from '../server/batch-axis/write-version.ts';
import { invalidArgument } from '../server/errors.ts';
import { scanModelFolder } from '../server/repository/scan.ts';
import { runCommand } from './lib/command.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fix: { type: 'string' },
    rename: { type: 'string' },
    'up-to': { type: 'string' },
    version: { type: 'string' },
  },
});

await runCommand(run);

async function run(): Promise<void> {
  const edit = editAsked();
  const [given] = positionals;
  if (given === undefined)
    throw invalidArgument('Say which model folder: npm run edit-model -- MODEL_FOLDER …');
  await build();
  const path = resolve(given);
  const folder = await scanModelFolder(dirname(path), basename(path));
  const from = folder.versions.findLast(
    ({ version }) => values.version === undefined || version === Number(values.version),
  );
  if (from === undefined) throw invalidArgument(`${path} has no version ${values.version ?? ''}`);
  const open = openWith(onnxRuntimeBackend(pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js'))));
  const made = await editModel(join(from.path, 'model.onnx'), edit, open);
  try {
    for (const { output, maxAbsolute } of made.equality) {
      console.log(`${output}: largest difference from the original ${maxAbsolute}`);
    }
    const target = await writeVersion({
      folder,
      version: nextVersion(folder),
      fileName: 'model.onnx',
      path: made.path,
      scratch: made.scratch,
      report: {
        change: JSON.stringify(edit),
        madeFrom: from.version,
        madeAt: new Date().toISOString(),
        proof: { batches: [], equality: made.equality, independence: [], holds: true },
      },
    });
    console.log(`Wrote ${target}.`);
  } finally {
    await made.scratch.remove();
  }
}

function editAsked(): GraphEdit {
  const [symbol = '', value = ''] = (values.fix ?? values.rename ?? '').split('=');
  const extent = Number(value);
  if (values.fix !== undefined && Number.isInteger(extent) && extent > 0)
    return { kind: 'fix', symbol, extent };
  if (values.rename !== undefined && value !== '') return { kind: 'rename', symbol, to: value };
  if (values['up-to'] !== undefined) return { kind: 'extract', tensor: values['up-to'] };
  throw invalidArgument('Say what to do: --fix DIM=EXTENT, --rename DIM=NAME or --up-to TENSOR.');
}
