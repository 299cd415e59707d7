import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InferdeckError, messageOf } from '../../../errors.ts';
import { runCommand } from './command.ts';
import { fillOnce, isThere, pythonIn } from './folder.ts';
import type { MakeOptions } from './requirements.ts';

const MODEL_DIRECTORY = '$$TRITON_MODEL_DIRECTORY';

/**
 * The Python of an environment that somebody packed: a folder, or the archive that conda-pack makes, which is unpacked
 * once.
 * @param setting the value of EXECUTION_ENV_PATH
 * @throws InferdeckError when there is none, or no Python in it
 */
export async function packedPython(
  setting: string,
  modelFolder: string,
  options: MakeOptions,
): Promise<string> {
  const path = setting.replaceAll(MODEL_DIRECTORY, modelFolder);
  const found = await stat(path).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read EXECUTION_ENV_PATH ${path}: ${messageOf(error)}.`, {
      nextStep: `Give the path of a packed environment; ${MODEL_DIRECTORY} stands for the model's folder.`,
      cause: error,
    });
  });
  if (found.isDirectory()) return await pythonOf(path, path);
  const key = createHash('sha256').update(JSON.stringify([path, found.size, found.mtimeMs]));
  const folder = join(options.folder, `packed-${key.digest('hex').slice(0, 16)}`);
  await fillOnce(folder, () => unpack(path, folder, options));
  return await pythonOf(folder, path);
}

async function unpack(archive: string, folder: string, { log, watch }: MakeOptions): Promise<void> {
  watch.report(`unpacking ${archive}`);
  const options = {
    cwd: folder,
    line: (text: string) => log.info(`${archive}: ${text}`),
    signal: watch.signal,
  };
  await runCommand('tar', ['-xf', archive], options).catch((error: unknown) => {
    watch.signal.throwIfAborted();
    throw new InferdeckError(
      'invalid-argument',
      `EXECUTION_ENV_PATH ${archive} could not be unpacked: ${messageOf(error)}`,
      { nextStep: 'Pack the environment again with conda-pack, as .tar.gz.', cause: error },
    );
  });
  // Sets the paths in an environment of conda to where it lies now.
  const fixPaths = join(folder, 'bin', 'conda-unpack');
  if (await isThere(fixPaths)) await runCommand(fixPaths, [], options);
}

async function pythonOf(folder: string, named: string): Promise<string> {
  const python = pythonIn(folder);
  const candidates = [python, join(folder, 'python.exe')];
  for (const candidate of candidates) if (await isThere(candidate)) return candidate;
  throw new InferdeckError('invalid-argument', `EXECUTION_ENV_PATH ${named} has no ${python}.`, {
    nextStep: 'Pack a whole environment, with its Python.',
  });
}
