import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { ModelFolder } from '../repository/model-folder.ts';
import { scanModelFolder } from '../repository/scan.ts';
import { LoadError } from './load-error.ts';

/** What a load call brings along instead of what lies on disk; it counts for that load only. */
export interface LoadOverride {
  /** The configuration as protobuf JSON, parsed. */
  readonly config: unknown;
  /** The configuration as `config.pbtxt` would hold it, where it does not come as JSON. */
  readonly configText?: string | undefined;
  /** Contents by path inside the model folder; together they replace the whole folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Writes the files of an override into a folder of its own, outside the repository.
 * @returns the model folder that they make up
 * @throws LoadError when a path would leave the folder
 */
export async function stageFiles(name: string, files: LoadOverride['files']): Promise<ModelFolder> {
  const repository = await mkdtemp(join(tmpdir(), 'inferdeck-override-'));
  const folder = join(repository, name);
  for (const [path, content] of files) {
    const target = join(folder, path);
    if (relative(folder, target).startsWith('..') || relative(folder, target) === '') {
      throw new LoadError('repository', `The path '${path}' of an overriding file leaves the model folder.`);
    }
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  return await scanModelFolder(repository, name);
}
