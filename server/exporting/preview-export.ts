import { resolve } from 'node:path';
import { checkRepository } from '../export/check-repository.ts';
import type { ExportFormat, ExportPreview } from '../export/contract.ts';
import { parseRelease } from '../export/release.ts';
import { writeExport } from '../export/write-export.ts';
import { readModels } from './read-models.ts';

export interface ExportRequest {
  readonly repository: string;
  /** `24.05`. */
  readonly release: string;
  readonly format: ExportFormat;
}

/**
 * Reads a repository, holds it against a release, and makes the files of an export. Writes nothing.
 * @throws InferdeckError for a repository that cannot be read or a release that there is not
 */
export async function previewExport({ repository, release, format }: ExportRequest): Promise<ExportPreview> {
  const path = resolve(repository);
  const known = parseRelease(release);
  return writeExport(checkRepository(path, await readModels(path), known), format);
}
