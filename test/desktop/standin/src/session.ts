import type { Session as CdpSession } from './cdp.ts';
import type { Used } from './contract.ts';
import type { StandInProtocol } from './protocol.ts';

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type Permission = Parameters<NonNullable<CheckHandler>>[1];

/** Electron's names of permissions a page can ask about, and Chromium's. */
const PERMISSIONS: readonly (readonly [Permission, string])[] = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['geolocation', 'geolocation'],
  ['media', 'camera'],
  ['midi', 'midi'],
  ['notifications', 'notifications'],
];

export class StandInSession implements Used<'Session'> {
  readonly protocol: StandInProtocol;
  private check: CheckHandler = null;
  private request: RequestHandler = null;

  constructor(protocol: StandInProtocol) {
    this.protocol = protocol;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler;
  }

  /** Grants and denies an origin in Chromium what the handlers say; without handlers Electron grants everything. */
  async applyTo(browser: CdpSession, url: string): Promise<void> {
    if (!url.startsWith('http')) return;
    const { origin } = new URL(url);
    for (const [electron, chromium] of PERMISSIONS) {
      const setting = (await this.decide(electron, origin)) ? 'granted' : 'denied';
      await browser.send('Browser.setPermission', { permission: { name: chromium }, setting, origin });
    }
  }

  /** A page may use what the check grants; what the check denies it can still ask for. */
  private async decide(permission: Permission, origin: string): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl: origin };
    if (this.check === null || this.check(null, permission, origin, details)) return true;
    const { request } = this;
    if (request === null) return true;
    const contents = {} as Electron.WebContents;
    return new Promise((resolve) => request(contents, permission, resolve, details));
  }
}
