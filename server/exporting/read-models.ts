import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { inspectOnnx } from '../backends/onnxruntime/inspect.ts';
import { identify } from '../config/identify.ts';
import { readConfig, readConfigBytes } from '../config/read.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelSignature } from '../config/signature.ts';
import { InferdeckError } from '../errors.ts';
import type { ExportModel } from '../export/model.ts';
import { inParallel } from '../lifecycle/in-parallel.ts';
import { configFolder } from '../lifecycle/prepare-model.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import { scanRepository } from '../repository/scan.ts';

/** Model files that are in memory at the same time; each is read whole. */
const AT_ONCE = 4;

/**
 * Every model of a repository, as an export looks at it. No model is loaded and no code of a model runs.
 * @throws InferdeckError when the repository cannot be read or is empty
 */
export async function readModels(repository: string): Promise<readonly ExportModel[]> {
  const { models, problem, path } = await scanRepository(repository);
  if (problem !== undefined) throw new InferdeckError('not-found', problem);
  if (models.length === 0) {
    throw new InferdeckError('not-found', `The model repository ${path} holds no model.`, {
      nextStep: 'A repository holds one folder for each model.',
    });
  }
  const read = new Map<ModelFolder, ExportModel>();
  await inParallel(models, AT_ONCE, async (folder) => void read.set(folder, await readModel(folder)));
  return models.flatMap((folder) => read.get(folder) ?? []);
}

/** One model, as an export looks at it. */
export async function readModel(folder: ModelFolder): Promise<ExportModel> {
  const read =
    folder.configFile === undefined ? readConfig('') : readConfigBytes(await readFile(folder.configFile));
  const known = configFolder(folder);
  const { config } = identify(read.config, known);
  const newest = folder.versions.at(-1);
  const file = newest && join(newest.path, config.default_model_filename);
  return {
    folder: known,
    versions: folder.versions,
    config: read.config,
    problems: read.problems,
    signature: file === undefined ? undefined : await signatureOf(config, file),
    completesItself: file !== undefined && config.backend === 'python' && (await completesItself(file)),
    links: await linksOf(folder),
  };
}

/** A file that cannot be read has no signature; that it cannot be loaded is what the model's own page says. */
async function signatureOf({ backend }: ModelConfig, file: string): Promise<ModelSignature | undefined> {
  if (backend !== 'onnxruntime') return undefined;
  return (await inspectOnnx(file).catch(() => undefined))?.signature;
}

async function completesItself(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\s+def auto_complete_config\(/m.test(text);
}

/** Links that lead out of the repository. */
async function linksOf({ path, repository }: ModelFolder): Promise<ExportModel['links']> {
  const within = `${await realpath(repository)}${sep}`;
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const links = entries
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    [path, ...links].map(async (link) => {
      const real = await realpath(link).catch(async () => await readlink(link));
      return real.startsWith(within) ? [] : [{ path: relative(repository, link), target: real }];
    }),
  );
  return found.flat();
}
