import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '../../../telemetry/log.ts';
import { InferdeckError, messageOf } from '../../../errors.ts';
import type { LoadWatch } from '../../backend.ts';
import type { PythonFacts } from '../interpreters/probe.ts';
import { runCommand } from './command.ts';
import { fillOnce, pythonIn } from './folder.ts';

/** A list of packages that a model wants to find. */
export interface Requirements {
  readonly modelName: string;
  /** Absolute path of the `requirements.txt`. */
  readonly path: string;
  readonly text: string;
}

export interface MakeOptions {
  /** Where environments are kept. */
  readonly folder: string;
  readonly log: Logger;
  readonly watch: LoadWatch;
}

const FILE = 'requirements.txt';

/** The `requirements.txt` beside the model file, or else beside the configuration; undefined where there is none. */
export async function requirementsOf(
  modelName: string,
  folders: readonly string[],
): Promise<Requirements | undefined> {
  for (const folder of folders) {
    const path = join(folder, FILE);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return { modelName, path, text };
  }
  return undefined;
}

/** A name that changes with the list, and with the Python that it is installed for. */
export function environmentKey({ text }: Requirements, { path, version }: PythonFacts): string {
  const parts = JSON.stringify([path, version, text.replaceAll('\r\n', '\n').trim()]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

/**
 * The Python of an environment with everything on the list, made when it is wanted for the first time. It sees the
 * packages of the Python it was made from, so that a large framework is not installed twice.
 * @throws InferdeckError with what pip said
 */
export async function pythonWith(
  requirements: Requirements,
  base: PythonFacts,
  options: MakeOptions,
): Promise<string> {
  const environment = join(options.folder, environmentKey(requirements, base));
  const python = pythonIn(environment);
  await fillOnce(environment, async () => {
    await makeEnvironment(environment, requirements, base, options);
    await install(python, requirements, options);
  });
  return python;
}

async function makeEnvironment(
  environment: string,
  { modelName, path }: Requirements,
  base: PythonFacts,
  { log, watch }: MakeOptions,
): Promise<void> {
  watch.report('making a Python environment for requirements.txt');
  const line = (text: string) => log.info({ model: modelName }, `${modelName} environment: ${text}`);
  const args = ['-m', 'venv', '--system-site-packages', environment];
  await runCommand(base.path, args, { cwd: dirname(path), line, signal: watch.signal }).catch(
    (error: unknown) => {
      watch.signal.throwIfAborted();
      throw new InferdeckError(
        'unavailable',
        `No Python environment could be made for ${path}: ${messageOf(error)}`,
        {
          nextStep: base.externallyManaged
            ? 'Run: sudo apt-get install python3-venv'
            : `Install the module venv for ${base.path}.`,
          cause: error,
        },
      );
    },
  );
}

async function install(
  python: string,
  { modelName, path }: Requirements,
  { log, watch }: MakeOptions,
): Promise<void> {
  watch.report('installing requirements.txt');
  const line = (text: string) => {
    log.info({ model: modelName }, `${modelName} requirements.txt: ${text}`);
    if (/^(Collecting|Downloading|Building|Installing)/.test(text.trim()))
      watch.report(`installing requirements.txt: ${text.trim()}`);
  };
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  // What goes over to the model are arrays of numpy, whatever else it needs.
  const args = ['-m', 'pip', 'install', ...quiet, '-r', path, 'numpy'];
  await runCommand(python, args, { cwd: dirname(path), line, signal: watch.signal }).catch(
    (error: unknown) => {
      watch.signal.throwIfAborted();
      throw new InferdeckError(
        'invalid-argument',
        `${path} could not be installed: ${errorLines(messageOf(error))}`,
        {
          nextStep: `Correct it, or see for yourself: ${python} -m pip install -r ${path}`,
          cause: error,
        },
      );
    },
  );
}

/** What pip calls an error, or everything it said last. */
function errorLines(said: string): string {
  const errors = said.split('\n').filter((text) => /^error:/i.test(text.trim()));
  return errors.length > 0 ? errors.join('\n') : said;
}
