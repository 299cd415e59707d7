import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InferdeckError } from '../../errors.ts';
import { passingName } from '../abandoned.ts';
import type { ImportChoice, PlannedFile } from './plan.ts';
import { checkUnchanged } from './source-tree.ts';
import { writeFailure } from './write-failure.ts';

/** Folders in a repository that an import is made in begin so; a scan passes over them. */
export const STAGING_PREFIX = '.inferdeck-import-';

export interface CarryOutOptions {
  readonly repository: string;
  readonly id: string;
  /** Links to the originals instead of copies. */
  readonly link: boolean;
  readonly signal: AbortSignal;
  /** Told the bytes that were copied since the last call, and of which file. */
  readonly onCopied: (bytes: number, path: string) => void;
}

/**
 * Makes the folders of an import beside the repository's models, out of sight, and moves them in when they are whole.
 * When anything fails or it is cancelled, nothing of it is left.
 * @returns the folders that were made
 * @throws InferdeckError in words; the abort reason when it was cancelled
 */
export async function carryOut(
  choices: readonly ImportChoice[],
  options: CarryOutOptions,
): Promise<readonly string[]> {
  const { repository, id, signal } = options;
  const staging = join(repository, `${STAGING_PREFIX}${passingName(id)}`);
  try {
    await mkdir(staging);
    for (const choice of choices) await stageChoice(join(staging, choice.model), choice, options);
    await checkUnchanged(choices.flatMap(({ files }) => files).flatMap(sourcesOf));
    signal.throwIfAborted();
    return await moveIn(choices, staging, repository);
  } catch (error) {
    throw signal.aborted ? cancelled() : writeFailure(repository, error);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
}

function cancelled(): InferdeckError {
  return new InferdeckError('cancelled', 'The import was cancelled; nothing was changed.');
}

function sourcesOf(file: PlannedFile) {
  return file.kind === 'copied' ? [file.source] : [];
}

async function stageChoice(folder: string, choice: ImportChoice, options: CarryOutOptions): Promise<void> {
  for (const version of choice.versions) await mkdir(join(folder, String(version)), { recursive: true });
  for (const file of choice.files) {
    options.signal.throwIfAborted();
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    await stageFile(file, target, options);
  }
}

async function stageFile(file: PlannedFile, target: string, options: CarryOutOptions): Promise<void> {
  const { link, signal, onCopied } = options;
  if (file.kind === 'written') return await writeFile(target, file.text);
  if (link) return await symlink(file.source.from, target);
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onCopied(chunk.length, file.path);
      done(null, chunk);
    },
  });
  const from = createReadStream(file.source.from, { highWaterMark: 1024 * 1024 });
  await pipeline(from, counting, createWriteStream(target, { flags: 'wx' }), { signal });
}

/** A new model comes as a whole, new versions one by one; when one cannot, those before it leave again. */
async function moveIn(
  choices: readonly ImportChoice[],
  staging: string,
  repository: string,
): Promise<string[]> {
  const paths = choices.flatMap(({ action, model, versions }) =>
    action === 'create' ? [model] : versions.map((version) => join(model, String(version))),
  );
  const moved: string[] = [];
  try {
    for (const path of paths) {
      await refuseExisting(join(repository, path));
      await rename(join(staging, path), join(repository, path));
      moved.push(path);
    }
  } catch (error) {
    for (const path of moved) await rename(join(repository, path), join(staging, path));
    throw error;
  }
  return moved.map((path) => join(repository, path));
}

async function refuseExisting(path: string): Promise<void> {
  if ((await lstat(path).catch(() => undefined)) === undefined) return;
  throw new InferdeckError('already-exists', `${path} appeared since the plan was made.`, {
    nextStep: 'Drop it again to plan with what is there now.',
  });
}
