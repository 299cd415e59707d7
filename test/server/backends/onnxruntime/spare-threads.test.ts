import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ROOT } from '../../../../scripts/lib/root.ts';
import { SpareThreads } from '../../../../server/backends/onnxruntime/spare-threads.ts';

const threads = () => new SpareThreads(pathToFileURL(join(ROOT, 'dist/server/onnx-worker.js')));
const ended = (worker: Worker) => once(worker, 'exit');

afterEach(() => vi.useRealTimers());

describe('a thread whose session is released', () => {
  test('is the next one that is taken', async () => {
    const spare = threads();
    const first = spare.take();
    await spare.giveBack(first);
    expect(spare.take()).toBe(first);
    const second = spare.take();
    expect(second).not.toBe(first);
    await Promise.all([first.terminate(), second.terminate()]);
  });

  test('ends when two are spare already', async () => {
    const spare = threads();
    const taken = [spare.take(), spare.take(), spare.take()] as const;
    await spare.giveBack(taken[0]);
    await spare.giveBack(taken[1]);
    await spare.giveBack(taken[2]);
    expect(taken[2].threadId).toBe(-1);
    expect([spare.take(), spare.take()]).toEqual([taken[1], taken[0]]);
    await Promise.all([taken[0].terminate(), taken[1].terminate()]);
  });

  test('ends when nobody has wanted it for a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const spare = threads();
    const worker = spare.take();
    await spare.giveBack(worker);
    vi.advanceTimersByTime(60_000);
    await ended(worker);
    const other = spare.take();
    expect(other).not.toBe(worker);
    await other.terminate();
  });

  test('is not handed out again when it ended by itself', async () => {
    const spare = threads();
    const worker = spare.take();
    await spare.giveBack(worker);
    await worker.terminate();
    const other = spare.take();
    expect(other).not.toBe(worker);
    await other.terminate();
  });
});
