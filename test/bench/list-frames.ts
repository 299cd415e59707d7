import { type Browser, chromium } from 'playwright-core';
import type { ServedProcess } from './served.ts';

const SCROLL_MS = 3000;
/** About four screens a second: faster than anybody reads. */
const PIXELS_PER_MS = 3;

/** Chromium without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** Frames a second that Chromium draws while the list of models is scrolled. */
export async function framesWhileScrolling({ link }: ServedProcess): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // The compiler of the scripts marks functions with the names they had, which the page knows nothing of.
    await page.addInitScript({ content: 'globalThis.__name = (marked) => marked;' });
    await page.goto(link);
    await page.locator('[data-row]').first().waitFor();
    return await page.evaluate(scrollThrough, [SCROLL_MS, PIXELS_PER_MS] as const);
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function scrollThrough([milliseconds, speed]: readonly [number, number]): Promise<number> {
  const isScroller = (element: Element) =>
    element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);
  let list: Element | null = document.querySelector('[data-row]');
  while (list !== null && !isScroller(list)) list = list.parentElement;
  if (list === null) return Number.NaN;
  const scroller = list;
  const began = performance.now();
  let frames = 0;
  return await new Promise((resolve) => {
    const step = (now: number) => {
      const passed = now - began;
      frames += 1;
      scroller.scrollTop = passed * speed;
      if (passed < milliseconds) requestAnimationFrame(step);
      else resolve((frames * 1000) / passed);
    };
    requestAnimationFrame(step);
  });
}
