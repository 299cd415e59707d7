import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

const FOLDER = join(ROOT, '.cache/tensorflow');
/** Written last, so that an installation that was cut off is made again. */
const DONE = join(FOLDER, 'done');
const PACKAGE = process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu';

/** The Python with which the tests make and serve TensorFlow's models. */
export const TENSORFLOW_PYTHON = join(FOLDER, 'bin/python');

/** Installs TensorFlow, which no Debian package brings, into an environment of its own (1.6 GB, about a minute). */
export function installTensorFlow(): void {
  if (existsSync(DONE)) return;
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'inherit' });
  run('/usr/bin/python3', '-m', 'venv', '--clear', FOLDER);
  run(
    TENSORFLOW_PYTHON,
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `${PACKAGE}>=2.16,<3`,
  );
  writeFileSync(DONE, '');
}
