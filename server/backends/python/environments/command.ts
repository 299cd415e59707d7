import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InferdeckError } from '../../../errors.ts';
import { eachLine, endProcessTree, publicEnvironment } from '../process.ts';

export interface CommandOptions {
  readonly cwd: string;
  /** Takes every line as it is printed. */
  readonly line: (line: string) => void;
  /** Ends the command, and what it started. */
  readonly signal: AbortSignal;
}

const LAST_LINES = 12;

/** Runs a program to its end. @throws InferdeckError with its last lines when it fails, or was called off */
export async function runCommand(
  program: string,
  args: readonly string[],
  { cwd, line, signal }: CommandOptions,
): Promise<void> {
  signal.throwIfAborted();
  const last: string[] = [];
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: publicEnvironment(),
  });
  const take = (text: string) => {
    last.push(text);
    if (last.length > LAST_LINES) last.shift();
    line(text);
  };
  const callOff = () => endProcessTree(child);
  signal.addEventListener('abort', callOff, { once: true });
  try {
    const printed = Promise.all([eachLine(child.stdout, take), eachLine(child.stderr, take)]);
    const [code]: unknown[] = await once(child, 'exit');
    await printed;
    signal.throwIfAborted();
    if (code !== 0) throw new InferdeckError('internal', last.join('\n'));
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}
