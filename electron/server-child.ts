import { type UtilityProcess, utilityProcess } from 'electron';
import type { Announcement } from '../server/announce/contract.ts';
import { readAnnouncement } from './announcements.ts';
import { LineReader } from './line-reader.ts';

/** How long the server may finish requests that run before it is ended. */
const DRAIN_MS = 5_000;
/** How long an ended process may take to go before it is killed. */
const KILL_MS = 2_000;
/** How long to wait for what an ended process wrote last. */
const LAST_LINES_MS = 500;

export interface ServerCommand {
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secret: string;
}

interface Listener {
  readonly onAnnouncement: (announcement: Announcement) => void;
  readonly onLine: (line: string) => void;
  /** After its last line. */
  readonly onExit: (code: number) => void;
}

export interface ServerChild {
  /** Lets running requests finish, then ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts one server process and reports what it says until it ends. */
export function startServerChild(command: ServerCommand, listener: Listener): ServerChild {
  const child = utilityProcess.fork(command.entry, [...command.args], {
    env: { ...command.env },
    stdio: 'pipe',
    serviceName: 'Inferdeck server',
  });
  let url: string | undefined;
  const readers = readOutput(child, listener.onLine, (announcement) => {
    if (announcement.event === 'listening') url = announcement.url;
    listener.onAnnouncement(announcement);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      resolve();
      void lastLines(readers).then(() => listener.onExit(code));
    });
  });
  return {
    async stop() {
      if (url === undefined) child.kill();
      else askToEnd(url, command.secret);
      if (await happensWithin(exited, DRAIN_MS)) return;
      const { pid } = child;
      child.kill();
      if (await happensWithin(exited, KILL_MS)) return;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await exited;
    },
  };
}

function readOutput(
  child: UtilityProcess,
  onLine: (line: string) => void,
  onAnnouncement: (announcement: Announcement) => void,
): readonly LineReader[] {
  const readLine = (line: string) => {
    const announcement = readAnnouncement(line);
    if (announcement === undefined) onLine(line);
    else onAnnouncement(announcement);
  };
  return [
    ...(child.stdout === null ? [] : [new LineReader(child.stdout, readLine)]),
    ...(child.stderr === null ? [] : [new LineReader(child.stderr, onLine)]),
  ];
}

/**
 * Lines may still be on their way when the process is gone, and they say why. Electron removes all listeners of the
 * output as soon as the listeners of `exit` have run, so they are put back in the next turn.
 */
async function lastLines(readers: readonly LineReader[]): Promise<void> {
  await Promise.resolve();
  for (const reader of readers) reader.resume();
  await happensWithin(Promise.all(readers.map(({ ended }) => ended)), LAST_LINES_MS);
}

/** `kill` would do on Unix, but Electron cuts it short and Windows has no signal that a server could drain on. */
function askToEnd(url: string, secret: string): void {
  const headers = { authorization: `Bearer ${secret}` };
  void fetch(new URL('desk/shutdown', url), { method: 'POST', headers }).catch(() => {});
}

function happensWithin(event: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(false), milliseconds);
    void event.then(() => resolve(true)).finally(() => clearTimeout(deadline));
  });
}
