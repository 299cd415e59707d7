import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../telemetry/log.ts';
import type { Doorway } from './doorway.ts';

/** How a process ended. */
export interface Exit {
  /** `exit code 1` or `signal SIGKILL`. */
  readonly how: string;
  /** The last lines of its error output. */
  readonly lastWords: readonly string[];
}

const LAST_WORDS = 20;
const IS_WINDOWS = process.platform === 'win32';

/** Starts the child's own code, which calls back through the doorway. */
export function spawnPython(python: string, runtime: URL, { address, token }: Doorway): ChildProcess {
  const entry = fileURLToPath(new URL('inferdeck_child.py', runtime));
  return spawn(python, [entry], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a signal from the terminal is not meant for it, and what it forks ends with it.
    detached: !IS_WINDOWS,
    windowsHide: true,
    env: { ...publicEnvironment(), INFERDECK_CHANNEL: address, INFERDECK_TOKEN: token },
  });
}

/** Everything but what is this server's own business. No bytecode is written, least of all into a model's folder. */
export function publicEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('INFERDECK_'));
  return {
    ...Object.fromEntries(others),
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
  };
}

/** Writes what a process prints into the log, line by line, and tells how it ended. */
export async function followOutput(child: ChildProcess, name: string, log: Logger): Promise<Exit> {
  const lastWords: string[] = [];
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === null ? `signal ${signal}` : `exit code ${code}`));
  });
  void eachLine(child.stdout, (line) => log.info(`${name}: ${line}`));
  const errorOutput = eachLine(child.stderr, (line) => {
    log.warn(`${name}: ${line}`);
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
  });
  const how = await ended;
  // What it forked may hold its output open, so that it would never end by itself.
  endProcessTree(child);
  await errorOutput;
  return { how, lastWords };
}

export async function eachLine(output: Readable | null, take: (line: string) => void): Promise<void> {
  if (output === null) return;
  for await (const line of createInterface({ input: output })) take(line);
}

/** Ends a process at once, with everything that it started. */
export function endProcessTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (IS_WINDOWS) {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}
