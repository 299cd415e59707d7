import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferdeckError, messageOf } from '../errors.ts';

/** Reads a label file: one class name a line; a final empty line does not count. */
export async function readLabels(modelPath: string, labelFile: string): Promise<readonly string[]> {
  const path = join(modelPath, labelFile);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InferdeckError('invalid-argument', `Cannot read the label file ${path}: ${messageOf(error)}.`, {
      nextStep: 'Put the file there, one class name a line, or remove label_filename from the configuration.',
      cause: error,
    });
  });
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
