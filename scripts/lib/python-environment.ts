import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Packages from PyPI in an environment of their own, which a test needs. */
export interface PythonEnvironment {
  readonly name: string;
  /** As pip takes it. */
  readonly requirement: string;
  /** Its interpreter. */
  readonly python: string;
  /** Written last, so that an installation that was cut off is made again. */
  readonly done: string;
}

/** Outside the tree, so that every checkout shares it and a fresh one does not wait for it again. */
export function pythonEnvironment(name: string, requirement: string): PythonEnvironment {
  const folder = join(envPaths('inferdeck', { suffix: 'tests' }).cache, name);
  return { name, requirement, python: join(folder, 'bin/python'), done: join(folder, 'done') };
}

/** @throws Error saying what to do by hand when the packages cannot be had */
export function installEnvironment({ name, requirement, python, done }: PythonEnvironment): void {
  if (existsSync(done)) return;
  console.log(`Installing ${requirement} into ${join(done, '..')}, once for this machine…`);
  try {
    run('/usr/bin/python3', '-m', 'venv', '--clear', join(done, '..'));
    run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement);
  } catch (error) {
    throw new Error(
      `The tests need ${name}, and it could not be installed. Run "${python} -m pip install '${requirement}'" to see ` +
        `why (it needs Python 3.10 to 3.13 and the network), and make the empty file ${done} when that went well.`,
      { cause: error },
    );
  }
  writeFileSync(done, '');
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'inherit' });
}
