import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, onTestFinished, vi } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { freePort } from '../support/free-port.ts';
import { SAMPLES } from '../support/temp.ts';
import { row } from '../support/window-parts.ts';
import { processesOf } from './processes.ts';

const STANDIN = join(ROOT, 'test/desktop/standin/bin');
/** Where the real program lies once it was downloaded. */
const hasElectron = existsSync(join(ROOT, 'node_modules/electron/path.txt'));

/** What the specs run on. */
export const DRIVER = hasElectron ? 'Electron' : 'the stand-in';
if (!hasElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = STANDIN;

/** How long the app may take to end by itself. */
const END_MS = 20_000;
/** How long it may take to start on a busy machine. */
const START_MS = 60_000;

export interface Desktop {
  readonly app: ElectronApplication;
  readonly child: ChildProcess;
  readonly page: Page;
  /** Everything the app writes lies in here. */
  readonly home: string;
  readonly port: number;
  /** Ends the app as a person does, and looks that no process is left. */
  readonly quit: () => Promise<void>;
  /** What the app's own process wrote. */
  readonly written: () => string;
}

interface Choices {
  /** A folder of an earlier run; a fresh one otherwise. */
  readonly home?: string;
  /** Names of sample models to serve; without them the app is left to its own choice. */
  readonly models?: readonly string[];
  readonly args?: readonly string[];
  readonly port?: number;
  /** Turns off the content security policy of pages, to see what the shell itself holds back. */
  readonly bypassPolicy?: boolean;
}

/** A folder that an app can live in; removed when the test is over. */
export async function desktopHome(): Promise<string> {
  const home = await emptyHome();
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

async function emptyHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'desk-'));
  await mkdir(join(home, 'tmp'));
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
  const desktop = await launch(choices.home ?? (await desktopHome()), choices);
  onTestFinished(desktop.quit);
  onTestFailed(() => console.error(desktop.written()));
  return desktop;
}

/** One app that serves `add_sub`, for all tests of a file that leave it as it was. */
export function desktopForFile(): () => Desktop {
  let desktop: Desktop | undefined;
  let home = '';
  beforeAll(async () => {
    home = await emptyHome();
    desktop = await launch(home, { models: ['add_sub'] });
    await listReady(desktop.page, 'add_sub');
  });
  afterAll(async () => {
    await desktop?.quit();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => desktop ?? expect.fail('The app has not started.');
}

async function launch(
  home: string,
  { models, args = [], port, bypassPolicy = false }: Choices,
): Promise<Desktop> {
  const repository =
    models === undefined ? [] : ['--model-repository', await sampleRepository(home, 'repo', models)];
  const httpPort = port ?? (await freePort());
  const app = await _electron.launch({
    args: [ROOT, ...repository, '--http-port', String(httpPort), ...args],
    env: environment(home),
    // Otherwise the driver decides about light and dark, not the app.
    colorScheme: null,
    bypassCSP: bypassPolicy,
    timeout: START_MS,
  });
  // The driver forgets the process when it ends.
  const child = app.process();
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => written.push(String(chunk)));
  const page = await app.firstWindow();
  return {
    app,
    child,
    page,
    home,
    port: httpPort,
    quit: () => endOf(app, child, home),
    written: () => written.join(''),
  };
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

async function endOf(app: ElectronApplication, child: ChildProcess, home: string): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  const deadline = setTimeout(() => child.kill('SIGKILL'), END_MS);
  if (!isOver) await app.close();
  clearTimeout(deadline);
  await vi.waitFor(async () => expect(await processesOf(home)).toEqual([]), { timeout: END_MS });
}
