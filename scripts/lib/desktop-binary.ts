import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messageOf } from '../../server/errors.ts';
import { hasDisplay } from './open-in-browser.ts';

export type DesktopBinary =
  | { readonly state: 'found'; readonly path: string }
  | { readonly state: 'missing'; readonly why: string };

/** Where Electron's program is. It is fetched at the first use; a machine that cannot fetch it gets the reason. */
export async function desktopBinary(): Promise<DesktopBinary> {
  if (process.platform === 'linux' && !hasDisplay())
    return { state: 'missing', why: 'There is no display here.' };
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined) return { state: 'found', path: join(override, programName()) };
  try {
    const path: unknown = createRequire(import.meta.url)('electron');
    if (typeof path === 'string' && existsSync(path)) return { state: 'found', path };
    return { state: 'missing', why: 'The Electron program is not installed.' };
  } catch (error) {
    return {
      state: 'missing',
      why: `The Electron program could not be fetched (${firstLine(messageOf(error))}).`,
    };
  }
}

function programName(): string {
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
