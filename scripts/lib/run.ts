import { spawn } from 'node:child_process';
import { ROOT } from './root.ts';

/** Runs a program in the project's folder with this terminal. @returns its exit code; 1 when a signal ended it */
export function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
