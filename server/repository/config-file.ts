import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferdeckError, messageOf } from '../errors.ts';
import type { ConfigHistory } from './config-history.ts';
import { contentHash } from './content-hash.ts';
import type { ModelFolder } from './model-folder.ts';
import { writeAtomically } from './write-atomically.ts';

/** The configuration as it lies on disk. */
export interface ConfigFile {
  readonly path: string;
  /** Undefined when there is no such file. */
  readonly text: string | undefined;
  readonly hash: string | undefined;
}

export interface ConfigSaveRequest {
  readonly text: string;
  /** Hash of the text that the edit began with; undefined when there was no file. */
  readonly baseHash: string | undefined;
}

/** Reads the configuration file of a model; one that is not there is no error. */
export async function readConfigFile(folder: ModelFolder): Promise<ConfigFile> {
  const path = folder.configFile ?? join(folder.path, 'config.pbtxt');
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return { path, text: undefined, hash: undefined };
  return { path, text: bytes.toString('utf8'), hash: contentHash(bytes) };
}

/**
 * Puts a new text in place of a configuration, in one step, and remembers both.
 * @throws InferdeckError of kind already-exists when the file changed since the edit began; nothing is written then
 */
export async function saveConfigFile(
  folder: ModelFolder,
  { text, baseHash }: ConfigSaveRequest,
  history: ConfigHistory,
): Promise<ConfigFile> {
  const before = await readConfigFile(folder);
  if (before.hash !== baseHash) {
    throw new InferdeckError(
      'already-exists',
      `${before.path} was changed by another program since you opened it.`,
      {
        nextStep: 'Compare the two texts, then keep yours, take the one on disk, or merge them.',
      },
    );
  }
  await mkdir(folder.path, { recursive: true });
  try {
    await writeAtomically(before.path, text, folder.repository);
  } catch (error) {
    throw new InferdeckError('unavailable', `Cannot save ${before.path}: ${messageOf(error)}.`, {
      nextStep: 'See whether the disk is full and whether you may write in the repository.',
      cause: error,
    });
  }
  if (before.text !== undefined) await history.add(folder.path, before.text);
  await history.add(folder.path, text);
  return { path: before.path, text, hash: contentHash(text) };
}
