import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who may use the window's API: whoever opened the one-time link in this browser. The secret lives as long as the
 * server process, or longer when a supervisor hands the same one to the next process.
 */
export class DeskSession {
  readonly #secret: string;
  /** The path of the link that is still unused. */
  #key: string | undefined = randomBytes(24).toString('base64url');

  constructor(secret?: string) {
    this.#secret = secret ?? randomBytes(32).toString('base64url');
  }

  /** The last part of the one-time link; undefined once it was opened. */
  get key(): string | undefined {
    return this.#key;
  }

  /** Uses up the link. @returns whether the key was the right one */
  open(key: string): boolean {
    if (this.#key === undefined || !equal(key, this.#key)) return false;
    this.#key = undefined;
    return true;
  }

  /** The cookie that proves the session. Cookies are shared by all ports of a host, so its name carries the port. */
  cookie(port: number): string {
    return `inferdeck_${port}=${this.#token}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Whether a request carries the cookie, or the secret as a bearer token. */
  covers(headers: IncomingHttpHeaders, port: number): boolean {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return equal(bearer, this.#secret);
    const cookie = (headers.cookie ?? '')
      .split(/;\s*/)
      .find((pair) => pair.startsWith(`inferdeck_${port}=`))
      ?.slice(`inferdeck_${port}=`.length);
    return cookie !== undefined && equal(cookie, this.#token);
  }

  get #token(): string {
    return createHash('sha256').update(this.#secret).digest('base64url');
  }
}

/** Compares in a time that does not tell how much was right. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
