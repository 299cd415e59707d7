import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Protocol } from 'electron';

/** The shell's own page: what there is to see while no server answers. It has its own scheme, not `file:`. */
const SCHEME = 'inferdeck';
export const SHELL_ORIGIN = `${SCHEME}://shell`;
export const SHELL_PAGE = `${SHELL_ORIGIN}/server.html`;

/** The only files there are; nothing is looked up by a path that a page made. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  [SHELL_PAGE]: { file: 'server.html', type: 'text/html; charset=utf-8' },
  [`${SHELL_ORIGIN}/server.css`]: { file: 'server.css', type: 'text/css; charset=utf-8' },
  [`${SHELL_ORIGIN}/server.js`]: { file: 'server.js', type: 'text/javascript; charset=utf-8' },
};

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Before the app is ready: the scheme gets an origin and counts as secure. */
export function declareShellScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** @param folder where the pages lie */
export function serveShellPages(session: { readonly protocol: Protocol }, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const found = request.method === 'GET' ? FILES[request.url] : undefined;
    if (found === undefined) return new Response('Not found', { status: 404, headers: HEADERS });
    const body = new Uint8Array(await readFile(join(folder, found.file)));
    return new Response(body, { headers: { ...HEADERS, 'content-type': found.type } });
  });
}
