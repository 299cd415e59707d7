import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Claim {
  readonly isFirst: boolean;
  /** When the first instance has heard of this one. */
  readonly told: Promise<void>;
  readonly release: () => Promise<void>;
}

type OtherStart = (args: string[], workingFolder: string) => void;

/** One instance for each user data folder. The lock is a file with a process id; the message goes through a socket. */
export function claimInstance(userData: string, onOtherStart: OtherStart): Claim {
  // A socket's path may have about 100 bytes, which a user data folder easily takes alone.
  const id = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `standin-${id}.lock`);
  const socket = join(tmpdir(), `standin-${id}.sock`);
  if (isHeld(lock)) return { isFirst: false, told: tell(socket), release: async () => {} };
  rmSync(lock, { force: true });
  rmSync(socket, { force: true });
  writeFileSync(lock, String(process.pid), { flag: 'wx' });
  const server = createServer((peer) => {
    let text = '';
    peer.on('data', (chunk) => (text += chunk.toString()));
    peer.on('end', () => {
      const { args, workingFolder } = JSON.parse(text);
      onOtherStart(args, workingFolder);
    });
  }).listen(socket);
  const release = async () => {
    server.close();
    rmSync(lock, { force: true });
  };
  return { isFirst: true, told: Promise.resolve(), release };
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function tell(socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const peer = connect(socket, () =>
      peer.end(JSON.stringify({ args: process.argv, workingFolder: process.cwd() })),
    );
    peer.once('close', () => resolve());
    peer.once('error', reject);
  });
}
