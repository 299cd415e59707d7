import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ComparisonSide } from '../comparison/plan.ts';
import type { SideFacts } from '../comparison/report.ts';
import type { ServedModels } from '../lifecycle/served-models.ts';

/** What a side is made of: the hashes of its files and its configuration, as far as they lie on the disk. */
export async function sideFacts(models: ServedModels, side: ComparisonSide): Promise<SideFacts> {
  const { model, version } = side;
  const prepared = models.served(model)?.prepared;
  const folder = prepared?.folder.versions.find((there) => there.version === version);
  return {
    model,
    version,
    backend: prepared?.config.backend ?? '',
    files: folder === undefined ? {} : await hashesIn(folder.path),
    config: side.kind === 'config' ? side.config : (prepared?.configText ?? ''),
  };
}

async function hashesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true });
  const hashes: [string, string][] = [];
  for (const entry of entries.toSorted()) {
    const path = join(folder, entry);
    if (!(await stat(path)).isFile()) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    hashes.push([relative(folder, path).split(sep).join('/'), hash.digest('hex')]);
  }
  return Object.fromEntries(hashes);
}
