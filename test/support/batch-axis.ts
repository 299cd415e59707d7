import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { onnxRuntimeBackend } from '../../server/backends/onnxruntime/backend.ts';
import { freeBatch, type FreeBatchOptions } from '../../server/batch-axis/free-batch.ts';
import { openWith } from '../../server/batch-axis/open-model.ts';
import { onnxModel, type TestModel } from './onnx.ts';
import { tempFolder } from './temp.ts';

/** Opens models with the ONNX Runtime of the built server. */
export const openOnnx = openWith(onnxRuntimeBackend(pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js'))));

/** Frees the batch axis of a model file; what it made goes away with the test. */
export async function freed(file: string, options: Partial<FreeBatchOptions> = {}) {
  const made = await freeBatch(file, { open: openOnnx, ...options });
  onTestFinished(() => made.scratch.remove());
  return made;
}

/** Frees the batch axis of a model that is made on the spot. */
export async function freedGraph(model: TestModel, options: Partial<FreeBatchOptions> = {}) {
  const file = join(await tempFolder(), 'model.onnx');
  await writeFile(file, onnxModel(model));
  return await freed(file, options);
}
