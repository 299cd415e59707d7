import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { messageOf } from '../server/errors.ts';
import { callChannel, type Envelope } from './channels.ts';
import type { DesktopCalls } from './contract.ts';
import { originOf } from './navigation-policy.ts';

/** One call with its arguments still unchecked. */
type CheckedCall<Result> = (args: readonly unknown[]) => Promise<Result>;

export type CallHandlers = {
  readonly [Name in keyof DesktopCalls]: CheckedCall<ReturnType<DesktopCalls[Name]>>;
};

/** Joins a call to the schema of its arguments. The call fails with the schema's words when they do not fit. */
export function checkedCall<Args extends readonly unknown[], Result>(
  schema: z.ZodType<Args>,
  run: (...args: Args) => Result | Promise<Result>,
): CheckedCall<Result> {
  return async (args) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return run(...parsed.data);
    throw new Error(`Wrong arguments: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
  };
}

/** Who sent a message, as far as trust goes. */
export interface Sender {
  readonly frame: { readonly url: string; readonly parent: unknown } | null;
  readonly isOurWindow: boolean;
}

/** Only the top frame of our own window, showing one of our own pages, may call. */
export function isTrusted({ frame, isOurWindow }: Sender, origins: readonly string[]): boolean {
  if (frame === null || frame.parent !== null || !isOurWindow) return false;
  const origin = originOf(frame.url);
  return origin !== null && origins.includes(origin);
}

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
      if (!isTrusted(sender, gate.origins())) return refusal('This page may not call the desktop.');
      return answer(handlers[name], args);
    });
  };
  serve('serverState');
  serve('serverLog');
  serve('restartServer');
  serve('chooseRepository');
  serve('openLogFolder');
  serve('setTheme');
  serve('quit');
}

async function answer(call: CheckedCall<unknown>, args: readonly unknown[]): Promise<Envelope<unknown>> {
  try {
    return { ok: true, value: await call(args) };
  } catch (error) {
    return refusal(messageOf(error));
  }
}

function refusal(message: string): Envelope<never> {
  return { ok: false, message };
}
