import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { expect, onTestFailed, onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { freePort } from '../support/free-port.ts';
import { SAMPLES } from '../support/temp.ts';
import { row } from '../support/window-parts.ts';

const STANDIN = join(ROOT, 'test/desktop/standin/bin');
/** Where the real program lies once it was downloaded. */
const hasElectron = existsSync(join(ROOT, 'node_modules/electron/path.txt'));

/** What the specs run on. */
export const DRIVER = hasElectron ? 'Electron' : 'the stand-in';
if (!hasElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = STANDIN;

/** How long the app may take to end by itself. */
const END_MS = 20_000;

export interface Desktop {
  readonly app: ElectronApplication;
  readonly child: ChildProcess;
  readonly page: Page;
  /** Everything the app writes lies in here. */
  readonly home: string;
  readonly port: number;
  /** Ends the app as a person does, and looks that no process is left. */
  readonly quit: () => Promise<void>;
}

interface Choices {
  /** A folder of an earlier run; a fresh one otherwise. */
  readonly home?: string;
  /** Names of sample models to serve; without them the app is left to its own choice. */
  readonly models?: readonly string[];
  readonly args?: readonly string[];
  readonly port?: number;
}

/** A folder that an app can live in; removed when the test is over. */
export async function desktopHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'desk-'));
  await mkdir(join(home, 'tmp'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

/** Copies sample models to a repository inside the app's folder. */
export async function sampleRepository(
  home: string,
  name: string,
  models: readonly string[],
): Promise<string> {
  const repository = join(home, name);
  for (const model of models) await cp(join(SAMPLES, model), join(repository, model), { recursive: true });
  return repository;
}

/** Starts the compiled app in a folder of its own. It is ended when the test is over. */
export async function launchDesktop(choices: Choices = {}): Promise<Desktop> {
  const home = choices.home ?? (await desktopHome());
  const port = choices.port ?? (await freePort());
  const repository =
    choices.models === undefined
      ? []
      : ['--model-repository', await sampleRepository(home, 'repo', choices.models)];
  const app = await _electron.launch({
    args: [ROOT, ...repository, '--http-port', String(port), ...(choices.args ?? [])],
    env: environment(home),
    // Otherwise the driver decides about light and dark, not the app.
    colorScheme: null,
  });
  // The driver forgets the process when it ends.
  const child = app.process();
  tellOnFailure(child);
  const quit = () => endOf(app, child, home);
  onTestFinished(quit);
  const page = await app.firstWindow();
  return { app, child, page, home, port, quit };
}

/** Waits until the window's list shows models as ready. */
export async function listReady(page: Page, ...models: readonly string[]): Promise<void> {
  for (const model of models)
    await row(page, model)
      .getByText(/^Ready/)
      .waitFor();
}

/** Starts the app's program once more beside a running one. @returns its exit code */
export async function startAgain(home: string, args: readonly string[]): Promise<number | null> {
  const program: string = createRequire(import.meta.url)('electron');
  const child = spawn(program, ['--no-sandbox', ROOT, ...args], { env: environment(home), stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  return code;
}

/** The process of the server, as the window's page was told. */
export async function serverPid(home: string): Promise<number> {
  const pids = (await processesOf(home)).filter(({ command }) => command.includes('--announce=json'));
  expect(pids).toHaveLength(1);
  return pids[0]?.pid ?? -1;
}

/** Processes that were started for an app of this folder. */
export async function processesOf(home: string): Promise<readonly { pid: number; command: string }[]> {
  // Elsewhere there is no such folder, and the looks for leftovers are for Linux alone.
  if (process.platform !== 'linux') return [];
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(
    ids.map(async (pid) => ({
      pid,
      command: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '),
    })),
  );
  return all.filter(({ command }) => command.includes(home));
}

function environment(home: string): Record<string, string> {
  const { NODE_ENV: _mode, VITEST: _vitest, NODE_OPTIONS: _options, ...rest } = process.env;
  const inherited = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    ...Object.fromEntries(inherited),
    // Where settings go on Linux, Windows and macOS.
    XDG_CONFIG_HOME: home,
    APPDATA: home,
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    STANDIN_NODE: process.execPath,
  };
}

/** A failed test shows what the app wrote. */
function tellOnFailure(child: ChildProcess): void {
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => written.push(String(chunk)));
  onTestFailed(() => console.error(written.join('')));
}

async function endOf(app: ElectronApplication, child: ChildProcess, home: string): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  const deadline = setTimeout(() => child.kill('SIGKILL'), END_MS);
  if (!isOver) await app.close();
  clearTimeout(deadline);
  await expect.poll(() => processesOf(home)).toEqual([]);
}
