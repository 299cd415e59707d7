import type { Used } from './contract.ts';
import type { Session } from './cdp.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

/**
 * Custom schemes. Chromium alone takes an unknown scheme for another program's, so inside it `inferdeck://shell/x` is
 * `http://shell.inferdeck.localhost/x`: a secure origin of its own all the same. Towards the app it has its right name.
 */
export class StandInProtocol implements Used<'Protocol'> {
  private readonly declared = new Set<string>();
  private readonly handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    for (const { scheme } of schemes) this.declared.add(scheme);
  }

  handle(scheme: string, handler: Handler): void {
    this.handlers.set(scheme, handler);
  }

  /** What a URL of the app is called inside Chromium. */
  inside(url: string): string {
    const match = /^(\w+):\/\/([^/]+)(.*)$/.exec(url);
    const [, scheme = '', host = '', rest = ''] = match ?? [];
    return this.declared.has(scheme) ? `http://${host}.${scheme}.localhost${rest}` : url;
  }

  /** What a URL inside Chromium is called in the app. */
  outside(url: string): string {
    const match = /^http:\/\/([^/]+)\.(\w+)\.localhost(\/.*)?$/.exec(url);
    const [, host = '', scheme = '', rest = ''] = match ?? [];
    return this.declared.has(scheme) ? `${scheme}://${host}${rest}` : url;
  }

  /** Requests of these patterns are answered by a handler of the app. */
  patterns(): { readonly urlPattern: string }[] {
    return [...this.declared].map((scheme) => ({ urlPattern: `http://*.${scheme}.localhost/*` }));
  }

  /** Answers a paused request from the scheme's handler. @returns false when the request is an ordinary one */
  async answer(session: Session, requestId: string, url: string, method: string): Promise<boolean> {
    const handler = this.handlers.get(new URL(this.outside(url)).protocol.slice(0, -1));
    if (handler === undefined) return false;
    const response = await handler(new Request(this.outside(url), { method }));
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
    return true;
  }
}
