import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Outside the tree, so that every checkout shares it and a fresh one does not wait for it again. */
const FOLDER = join(envPaths('inferdeck', { suffix: 'tests' }).cache, 'tensorflow');
/** Written last, so that an installation that was cut off is made again. */
const DONE = join(FOLDER, 'done');
const REQUIREMENT = `${process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu'}>=2.16,<3`;

/** The Python with which the tests make and serve TensorFlow's models. */
export const TENSORFLOW_PYTHON = join(FOLDER, 'bin/python');

/**
 * Installs TensorFlow, which no Debian package brings, into an environment of its own (1.6 GB, about a minute).
 * @throws Error saying what to do by hand when it cannot be had
 */
export function installTensorFlow(): void {
  if (existsSync(DONE)) return;
  console.log(`Installing ${REQUIREMENT} into ${FOLDER}, once for this machine…`);
  try {
    run('/usr/bin/python3', '-m', 'venv', '--clear', FOLDER);
    run(TENSORFLOW_PYTHON, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', REQUIREMENT);
  } catch (error) {
    throw new Error(
      `The tests need TensorFlow, and it could not be installed. Run "${TENSORFLOW_PYTHON} -m pip install ` +
        `'${REQUIREMENT}'" to see why (it needs a Python that TensorFlow supports, 3.10 to 3.13, and the network), ` +
        `and make the empty file ${DONE} when that went well.`,
      { cause: error },
    );
  }
  writeFileSync(DONE, '');
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'inherit' });
}
