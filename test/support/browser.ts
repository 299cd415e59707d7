import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { TestServer } from './server.ts';

/** The program that the prerequisites install. */
export const CHROMIUM = '/usr/bin/chromium-headless-shell';

/** A page and what went wrong in it: console errors, uncaught errors, violations of the content security policy. */
export interface WatchedWindow {
  readonly page: Page;
  readonly problems: readonly string[];
}

/**
 * Debian's Chromium, started once for all tests of a file: the build without the browser's own windows and buttons, which
 * would be drawn beside each page that is tested.
 */
export function chromiumForFile(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  return () => browser ?? fail('Chromium has not started.');
}

function fail(message: string): never {
  throw new Error(message);
}

export interface WindowOptions extends BrowserContextOptions {
  /** What follows `#` in the address. */
  readonly path?: string;
  /** Leave out the one-time link. */
  readonly withoutSession?: boolean;
}

/** Opens the window of a server in a fresh browser profile, through its one-time link. */
export async function openWindow(
  browser: Browser,
  server: Pick<TestServer, 'url' | 'link'>,
  { path = '/', withoutSession = false, ...options }: WindowOptions = {},
): Promise<WatchedWindow> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems = watch(page);
  if (!withoutSession) await context.request.get(server.link);
  await page.goto(`${server.url}#${path}`);
  return { page, problems };
}

function watch(page: Page): readonly string[] {
  const problems: string[] = [];
  // Violations of the policy are console errors too.
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  return problems;
}
