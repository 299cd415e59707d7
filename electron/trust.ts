import { originOf } from './navigation-policy.ts';

/** Who sent a message, as far as trust goes. */
export interface Sender {
  /** Null when the frame is gone already. */
  readonly frame: { readonly url: string; readonly parent: unknown } | null;
  readonly isOurWindow: boolean;
}

/** Only the top frame of our own window, showing one of our own pages, may call. */
export function isTrusted({ frame, isOurWindow }: Sender, origins: readonly string[]): boolean {
  if (frame === null || frame.parent !== null || !isOurWindow) return false;
  const origin = originOf(frame.url);
  return origin !== null && origins.includes(origin);
}
