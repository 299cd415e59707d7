import type { DesktopCalls } from './contract.ts';

/** Names on the wire between preload and main. */
export const SERVER_STATE_CHANNEL = 'desktop:server-state';
/** Says only that there are requests; the page takes them when it can. */
export const REQUESTS_CHANNEL = 'desktop:requests';

export function callChannel(name: keyof DesktopCalls): string {
  return `desktop:call:${name}`;
}

/** An answer as a value: of an error thrown across the wire only the message would arrive. */
export type Envelope<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };
