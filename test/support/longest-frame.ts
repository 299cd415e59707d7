import type { Page } from 'playwright-core';

interface FrameWatch {
  last: number;
  times: number[];
  on: boolean;
}

declare global {
  var frameWatch: FrameWatch;
}

/** The longest time between two frames of a page while something is done, and the time that 95 of 100 stay under. */
export async function longestFrame(
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly longest: number; readonly p95: number; readonly frames: number }> {
  await page.evaluate(() => {
    globalThis.frameWatch = { last: performance.now(), times: [], on: true };
    const step = (now: number) => {
      const { frameWatch } = globalThis;
      if (!frameWatch.on) return;
      frameWatch.times.push(now - frameWatch.last);
      frameWatch.last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  await act();
  const times = await page.evaluate(() => {
    globalThis.frameWatch.on = false;
    return globalThis.frameWatch.times.toSorted((a, b) => a - b);
  });
  const rounded = (milliseconds = Number.NaN) => Math.round(milliseconds * 10) / 10;
  return {
    longest: rounded(times.at(-1)),
    p95: rounded(times[Math.floor(times.length * 0.95)]),
    frames: times.length,
  };
}
