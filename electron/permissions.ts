import type { Session } from 'electron';
import { originOf } from './navigation-policy.ts';

/** What our own page may do beyond an ordinary page: fill the clipboard when a person presses Copy. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Electron grants whatever is not refused, so everything is refused but what a feature needs. */
export function mayUse(permission: string, requestingUrl: string, origins: readonly string[]): boolean {
  const origin = originOf(requestingUrl);
  return GRANTED.has(permission) && origin !== null && origins.includes(origin);
}

export function guardPermissions(session: Session, origins: () => readonly string[]): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) =>
    grant(mayUse(permission, details.requestingUrl, origins())),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayUse(permission, requestingOrigin, origins()),
  );
}
