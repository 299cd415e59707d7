import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { Used } from './contract.ts';
import { strict } from './strict.ts';

type Fork = typeof Electron.UtilityProcess.fork;

/** A child process of plain Node that ends when the app does. */
class StandInUtilityProcess extends EventEmitter implements Used<'UtilityProcess'> {
  private readonly child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.child = child;
    child.once('spawn', () => this.emit('spawn'));
    child.once('exit', (code, signal) => {
      this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15));
      // Electron does so too: https://github.com/electron/electron/blob/main/lib/browser/api/utility-process.ts
      this.stdout.removeAllListeners();
      this.stderr.removeAllListeners();
    });
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  get stdout(): Readable {
    return this.child.stdout as Readable;
  }

  get stderr(): Readable {
    return this.child.stderr as Readable;
  }

  kill(): boolean {
    return this.child.kill('SIGTERM');
  }
}

/** @param shim loaded into each process before its program */
export function utilityProcessModule(shim: string, onStart: (child: ChildProcess) => void) {
  return {
    fork(entry: Parameters<Fork>[0], args: Parameters<Fork>[1] = [], options: Parameters<Fork>[2] = {}) {
      const child = fork(entry, [...args], {
        env: { ...(options.env as NodeJS.ProcessEnv) },
        execArgv: ['--require', shim],
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      onStart(child);
      return strict('UtilityProcess', new StandInUtilityProcess(child));
    },
  };
}
