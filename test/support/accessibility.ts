import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// What is right need not be described, which takes longer than to find what is wrong.
const EVERY_RULE = "axe.run({ resultTypes: ['violations'] })";
const COLOURS_ALONE =
  "axe.run({ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } })";

/** What axe finds wrong. It is evaluated by the browser's own tools, which the page's policy does not bind. */
export function accessibilityProblems(page: Page): Promise<readonly string[]> {
  return problemsOf(page, EVERY_RULE);
}

/** What axe finds wrong in dark, and with the colours of light; the window is left in light. */
export async function accessibilityProblemsInBothSchemes(page: Page): Promise<readonly string[]> {
  await show(page, 'dark');
  const inDark = await problemsOf(page, EVERY_RULE);
  await show(page, 'light');
  return [...inDark, ...(await problemsOf(page, COLOURS_ALONE))];
}

/** The same, of a page that follows the colours of the system by its style alone. */
export async function accessibilityProblemsOfPlainPage(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await problemsOf(page, EVERY_RULE);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...inDark, ...(await problemsOf(page, COLOURS_ALONE))];
}

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
  // However short a transition of colours is, it takes a frame.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

async function problemsOf(page: Page, run: string): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations }: AxeResults = await page.evaluate(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
