import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createStandIn } from './electron.ts';
import { hookModules } from './module-hooks.ts';
import type { PageScripts } from './preload.ts';

interface Start extends PageScripts {
  /** The command line without the program. */
  readonly args: readonly string[];
  readonly utilityShim: string;
}

/** Does what the Electron program does at its start: modules named by `-r`, the browser, then the app. */
export async function boot({ args, utilityShim, ...scripts }: Start): Promise<void> {
  const { app, electron, start } = createStandIn(scripts, utilityShim);
  Object.defineProperty(process.versions, 'electron', { value: '45.0.0', enumerable: true });
  Object.assign(process, { type: 'browser', resourcesPath: process.cwd() });
  process.argv = [process.execPath, ...args];
  hookModules(electron);
  // Before Chromium says where it is: a driver may act on that line at once.
  for (const name of preloadedModules(args)) createRequire(__filename)(name);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  const folder = resolve(process.argv.slice(1).find((arg) => !arg.startsWith('-')) ?? '.');
  const entry = import(pathToFileURL(app.open(folder)).href);
  await Promise.all([start(), entry]).catch((error: unknown) => {
    // A second instance ends its Chromium while that still starts.
    if (!app.isLeaving) throw error;
  });
  if (!app.isLeaving) app.becomeReady();
}

function preloadedModules(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => (args[at - 1] === '-r' ? [arg] : []));
}
