import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { usagesOfElectron } from './census.ts';
import { USED } from './standin/src/contract.ts';

const FOLDER = join(ROOT, 'electron');

test('the stand-in is held to all that the shell uses of Electron, and to nothing else', () => {
  const { config } = ts.readConfigFile(join(FOLDER, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER);
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(FOLDER, name));
  expect(usagesOfElectron(files, options)).toEqual([...USED].sort());
});

test('the events that the stand-in makes have the names and arguments of electron.d.ts', () => {
  // Never called: the compiler is the judge.
  const listen = (
    app: Electron.App,
    contents: Electron.WebContents,
    child: Electron.UtilityProcess,
  ): void => {
    app.on('second-instance', (_event, args: string[], folder: string) => [args, folder]);
    app.on('will-quit', (event: { preventDefault(): void }) => event.preventDefault());
    app.on('before-quit', (event: { preventDefault(): void }) => event.preventDefault());
    app.on('web-contents-created', (_event, created: Electron.WebContents) => created);
    contents.on('will-navigate', (event: { url: string; isMainFrame: boolean }) => event.url);
    contents.on('will-redirect', (event: { url: string; isMainFrame: boolean }) => event.url);
    contents.on('will-frame-navigate', (event: { url: string; isMainFrame: boolean }) => event.url);
    contents.on('did-fail-load', (_event, code: number, text: string, url: string, isMain: boolean) => [
      code,
      text,
      url,
      isMain,
    ]);
    contents.on('render-process-gone', (_event, details: { reason: string; exitCode: number }) => details);
    child.on('exit', (code: number) => code);
  };
  expect(listen).toHaveLength(3);
});
