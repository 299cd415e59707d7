import type { Locator, Page } from 'playwright-core';

/** A model's row in the list, its action included. */
export function row(page: Page, name: string): Locator {
  return rowLink(page, name).locator('..');
}

/** The link in a model's row, which opens it. */
export function rowLink(page: Page, name: string): Locator {
  return page.locator(`[data-row="${name}"]`);
}

/** The card with the answer. */
export function resultCard(page: Page): Locator {
  return page.getByRole('region', { name: 'Result' });
}

/** The drawing pad of an input. */
export function pad(page: Page): Locator {
  return page.getByRole('application');
}

/** Points of a stroke, as shares of the pad's sides. */
export type StrokePath = readonly (readonly [x: number, y: number])[];

/** A three in one stroke. */
export const THREE: StrokePath = [
  [0.3, 0.25],
  [0.4, 0.17],
  [0.55, 0.16],
  [0.66, 0.24],
  [0.64, 0.36],
  [0.55, 0.44],
  [0.45, 0.47],
  [0.58, 0.5],
  [0.69, 0.6],
  [0.66, 0.75],
  [0.5, 0.82],
  [0.32, 0.75],
];

/** Draws on the pad with the mouse. */
export async function draw(page: Page, path: StrokePath): Promise<void> {
  const target = pad(page);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('The pad is not on screen.');
  const [first, ...rest] = path.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const);
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const [x, y] of rest) await page.mouse.move(x, y);
  await page.mouse.up();
}

/** Drops files and folders of this computer on the window, as a file manager does. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data });
  await send('dragEnter');
  await send('dragOver');
  await page.getByText('Drop to add a model').waitFor();
  await send('drop');
}
