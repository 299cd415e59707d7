import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { callChannel, type Envelope } from './channels.ts';
import { answerOf, type CheckedCall } from './checked-call.ts';
import type { DesktopCalls } from './contract.ts';
import { isTrusted } from './trust.ts';

export type CallHandlers = {
  readonly [Name in keyof DesktopCalls]: CheckedCall<ReturnType<DesktopCalls[Name]>>;
};

interface Gate {
  readonly isOurWindow: (event: IpcMainInvokeEvent) => boolean;
  /** Origins of our own pages at this moment. */
  readonly origins: () => readonly string[];
}

/** Opens every call of the contract to our own page, and to nobody else. */
export function serveCalls(handlers: CallHandlers, gate: Gate): void {
  const serve = (name: keyof DesktopCalls) => {
    ipcMain.handle(callChannel(name), (event, ...args: unknown[]) => {
      const sender = { frame: event.senderFrame, isOurWindow: gate.isOurWindow(event) };
      return isTrusted(sender, gate.origins()) ? answerOf(handlers[name], args) : REFUSAL;
    });
  };
  serve('serverState');
  serve('serverLog');
  serve('restartServer');
  serve('restartSafely');
  serve('chooseRepository');
  serve('addRepository');
  serve('removeRepository');
  serve('openRecentRepository');
  serve('recentRepositories');
  serve('openLogFolder');
  serve('setTheme');
  serve('notify');
  serve('takeRequests');
  serve('quit');
}

const REFUSAL: Envelope<never> = { ok: false, message: 'This page may not call the desktop.' };
