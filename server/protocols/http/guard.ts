import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const HARMLESS_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether only programs on this machine can reach an address. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}

/**
 * Why a request must not be answered at all, or undefined when it may be. A page on another site could otherwise reach
 * this machine's server through the person's browser: by a name that resolves to loopback (DNS rebinding), or by
 * posting across origins.
 * @param boundTo the address the server listens on
 * @param isAllowed whether the pages of its origin may call what it calls
 */
export function refusalOf(request: IncomingMessage, boundTo: string, isAllowed: boolean): string | undefined {
  const { host, origin } = request.headers;
  if (host !== undefined && isLoopback(boundTo) && !LOOPBACK_NAMES.has(hostName(host))) {
    return `The host name '${host}' is not one of this server. Use localhost or 127.0.0.1.`;
  }
  if (isAllowed || origin === undefined) return undefined;
  if (!HARMLESS_METHODS.has(request.method ?? '') && !sameHost(origin, host)) {
    return `Requests from pages of ${origin} may not change anything here.`;
  }
  return undefined;
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
