import { expect, test } from 'vitest';
import { nextHit } from '../../../../renderer/features/logs/hits.ts';
import { readLogSearch } from '../../../../renderer/features/logs/log-search.ts';
import { LogStore } from '../../../../renderer/features/logs/log-store.ts';
import type { LogLine } from '../../../../server/telemetry/logs/contract.ts';

function lines(from: number, to: number): LogLine[] {
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const id = from + at;
    const level = id % 2 === 0 ? 'error' : 'info';
    return { id, time: id, level, text: `Line ${id}${id % 10 === 0 ? ' (ten)' : ''}` };
  });
}

/** Settles when the store has searched all its lines. */
function searched(store: LogStore): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (store.snapshot().searching) return;
      stop();
      resolve();
    });
  });
}

test('what comes while the rest is searched is found too, older and newer, in order', async () => {
  const store = new LogStore();
  store.append(lines(21, 40));
  store.show({}, '(TEN)');
  store.prepend(lines(1, 20));
  store.append(lines(41, 50));
  expect(store.snapshot().searching).toBe(true);
  await searched(store);
  expect(store.snapshot().hits).toEqual([10, 20, 30, 40, 50]);
});

test('a filter hides lines, words only mark them', async () => {
  const store = new LogStore();
  store.append(lines(1, 20));
  store.show({ levels: ['error'] }, 'ten');
  await searched(store);
  const { rows, hits, total } = store.snapshot();
  expect([rows.length, hits, total]).toEqual([10, [10, 20], 20]);
});

test('of more lines than are kept the oldest go, with what was found in them', () => {
  const store = new LogStore();
  store.append(lines(1, 100_000));
  store.append(lines(100_001, 100_010));
  const { rows, total } = store.snapshot();
  expect([rows[0]?.id, rows.at(-1)?.id, total]).toEqual([11, 100_010, 100_000]);
});

test('hits are gone through in both directions, round the ends', () => {
  const hits = [10, 20, 30];
  expect([nextHit(hits, 10, 1), nextHit(hits, 30, 1), nextHit(hits, 25, -1), nextHit(hits, 10, -1)]).toEqual([
    20, 10, 20, 30,
  ]);
  expect(nextHit([], 5, 1)).toBeUndefined();
});

test('an address that says wrong things shows everything', () => {
  expect(readLogSearch({ levels: ['loud'], about: '', from: 'now', request: 7 })).toEqual({ request: '7' });
  expect(readLogSearch({ levels: ['error'], about: 'mnist', from: 1, to: 2 })).toEqual({
    levels: ['error'],
    about: 'mnist',
    from: 1,
    to: 2,
  });
});
