import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { InferdeckError } from '../server/errors.ts';
import type { PageRequest } from './contract.ts';

/** The plan of a comparison is a page of JSON. */
const MOST_BYTES = 1024 * 1024;
const COMPARISON = '.inferdeck';

/**
 * What the page is asked for files that were opened with the app: a comparison is read, everything else is a model.
 * @param files absolute paths
 * @throws InferdeckError for a comparison that cannot be read
 */
export async function requestsFor(files: readonly string[]): Promise<readonly PageRequest[]> {
  const isComparison = (file: string) => extname(file).toLowerCase() === COMPARISON;
  const models = files.filter((file) => !isComparison(file));
  const comparisons = await Promise.all(files.filter(isComparison).map(readComparison));
  return [...(models.length > 0 ? [{ kind: 'models', paths: models } as const] : []), ...comparisons];
}

async function readComparison(file: string): Promise<PageRequest> {
  const { size } = await stat(file).catch((cause: unknown) => cannotRead(file, 'it is not there', cause));
  if (size > MOST_BYTES) cannotRead(file, `it has ${size} bytes, and a comparison at most ${MOST_BYTES}`);
  return { kind: 'comparison', name: basename(file), text: await readFile(file, 'utf8') };
}

function cannotRead(file: string, why: string, cause?: unknown): never {
  throw new InferdeckError('invalid-argument', `The comparison ${file} cannot be opened: ${why}.`, { cause });
}
