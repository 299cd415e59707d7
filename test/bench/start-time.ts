import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ROOT } from '../../scripts/lib/root.ts';
import { launchChromium } from './list-frames.ts';
import { quantile } from './measure.ts';
import { serveSoon } from './served.ts';
import { type BenchRow, row } from './table.ts';

const STARTS = 7;

interface Start {
  /** Milliseconds from the start of the server's process until it listens. */
  readonly listening: number;
  /** … until the list of models can be used. */
  readonly usable: number;
}

/** How long the samples take from the start of the server's process to a list that can be used, in a browser that runs. */
export async function startTime(): Promise<BenchRow[]> {
  const browser = await launchChromium();
  try {
    await startOnce(browser);
    const starts: Start[] = [];
    for (let index = 0; index < STARTS; index += 1) starts.push(await startOnce(browser));
    const median = (of: (start: Start) => number) => quantile(starts.map(of), 0.5);
    return [
      row(
        'start: the server listens, p50',
        'ms',
        median(({ listening }) => listening),
      ),
      row(
        'start: the list can be used, p50',
        'ms',
        median(({ usable }) => usable),
      ),
    ];
  } finally {
    await browser.close();
  }
}

async function startOnce(browser: Browser): Promise<Start> {
  const began = performance.now();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const server = await serveSoon(join(ROOT, 'models'), ['--model-control-mode=explicit', '--load-model=*']);
  try {
    const listening = performance.now() - began;
    await page.goto(server.link, { waitUntil: 'commit' });
    // Looked for in every frame: the waiting of a locator looks ever more rarely, up to half a second late.
    await page.waitForFunction(() => document.querySelector('[data-row]') !== null, undefined, {
      polling: 'raf',
    });
    return { listening, usable: performance.now() - began };
  } finally {
    await page.close();
    await server.stop();
  }
}
