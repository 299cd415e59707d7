import type { Page } from 'playwright-core';

/** Drags files of the disk over the page and drops them there, as the system does. */
export async function dropFiles(page: Page, files: readonly string[], x: number, y: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}
