import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './cdp.ts';

const PROGRAM = process.env['STANDIN_CHROMIUM'] ?? '/usr/bin/chromium-headless-shell';

export interface Chromium {
  readonly connection: Connection;
  close(): Promise<void>;
}

/** Starts Chromium without a window, and tells on stderr where a second driver finds it, as Electron does. */
export async function startChromium(switches: readonly string[]): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'standin-'));
  const child = spawn(
    PROGRAM,
    [
      ...switches,
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-startup-window',
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , stderr, out, incoming] = child.stdio;
  const connection = new Connection(out as Writable, incoming as Readable);
  await listening(stderr as Readable);
  return { connection, close: () => close(child, connection, profile) };
}

async function listening(stderr: Readable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const lines = createInterface({ input: stderr });
    lines.on('line', (line) => {
      if (!line.startsWith('DevTools listening on ')) return;
      console.error(line);
      resolve();
    });
    lines.on('close', () => reject(new Error(`${PROGRAM} did not start.`)));
  });
}

async function close(child: ChildProcess, connection: Connection, profile: string): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  const deadline = setTimeout(() => child.kill('SIGKILL'), 3_000);
  connection.browser.send('Browser.close').catch(() => {});
  await gone;
  clearTimeout(deadline);
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
