export type NavigationDecision = 'stay-inside' | 'open-outside' | 'refuse';

/**
 * Where a link may lead: our own pages stay in the window, https goes to the browser, anything else goes nowhere.
 * @param url as the page gave it
 * @param origins of our own pages
 */
export function decideNavigation(url: string, origins: readonly string[]): NavigationDecision {
  const origin = originOf(url);
  if (origin === null) return 'refuse';
  if (origins.includes(origin)) return 'stay-inside';
  return url.toLowerCase().startsWith('https:') && hasNoCredentials(url) ? 'open-outside' : 'refuse';
}

/**
 * `scheme://host[:port]` of a URL, also for schemes whose origin the URL standard calls opaque. Null when there is
 * no host: data:, file:, blob:, javascript: and about: pages are nobody's.
 */
export function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return host === '' || protocol === 'file:' ? null : `${protocol}//${host}`;
}

function hasNoCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username === '' && password === '';
}
