/**
 * `npm run export -- --model-repository DIR --release YY.MM [--format docker|compose|kubernetes|kserve] [--to DIR] [--overwrite]`:
 * says which models a release of Triton loads, and writes what it takes to serve them there. Ends with 1 when the release
 * refuses a model, and with 2 when nothing could be checked or written.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { invalidArgument } from '../server/errors.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../server/export/contract.ts';
import { verdictText } from '../server/export/verdict-text.ts';
import { previewExport } from '../server/exporting/preview-export.ts';
import { saveFiles } from '../server/exporting/save-files.ts';
import { runCommand } from './lib/command.ts';

const NOT_MADE = 2;

await runCommand(run, NOT_MADE);

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'model-repository': { type: 'string' },
      release: { type: 'string' },
      format: { type: 'string', default: 'docker' },
      to: { type: 'string' },
      overwrite: { type: 'boolean', default: false },
    },
  });
  const { 'model-repository': repository, release, to, overwrite } = values;
  if (repository === undefined) throw invalidArgument('Say which repository: --model-repository DIR.');
  if (release === undefined) throw invalidArgument('Say which release of Triton: --release 24.05.');
  const preview = await previewExport({ repository, release, format: formatOf(values.format) });
  console.log(`${verdictText(preview)}\n`);
  const written = to === undefined ? [] : await saveFiles(resolve(to), preview.files, { overwrite });
  for (const path of written) console.log(`Wrote ${path}`);
  if (to === undefined) for (const { path, text } of preview.files) console.log(`--- ${path}\n${text}`);
  else console.log(`\nThen:\n${preview.steps.map((step) => `  ${step}`).join('\n')}`);
  if (preview.check.models.some(({ verdict }) => verdict === 'refused')) process.exitCode = 1;
}

function formatOf(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === text);
  if (format !== undefined) return format;
  throw invalidArgument(`There is no format '${text}'; the formats are ${EXPORT_FORMATS.join(', ')}.`);
}
