import { describe, expect, test } from 'vitest';
import { BatchScheduler, type BatchSchedulerOptions } from '../../../server/scheduling/batch-scheduler.ts';
import { NO_LIMITS, type QueuePolicy } from '../../../server/scheduling/request-queue.ts';
import type { QueuedRequest } from '../../../server/scheduling/scheduler.ts';
import { HeldClock, HeldPool, requestOf } from '../../support/scheduling.ts';

interface Setup extends Partial<BatchSchedulerOptions> {
  readonly instances?: number;
  /** Batches that an instance takes at once. */
  readonly room?: number;
  readonly preferred?: readonly number[];
  readonly delayMs?: number;
  readonly policy?: Partial<QueuePolicy>;
  readonly levels?: number;
}

/** A scheduler over one instance that batches up to 8, with time and instances in the test's hands. */
function setUp({
  instances = 1,
  room = 1,
  preferred = [8],
  delayMs = 0,
  policy = {},
  levels = 1,
  ...more
}: Setup = {}) {
  const clock = new HeldClock();
  const pool = new HeldPool(instances, room);
  const sizes: number[] = [];
  const scheduler = new BatchScheduler({
    pool,
    queue: { levels, defaultLevel: 1, policyOf: () => ({ ...NO_LIMITS, ...policy }) },
    batching: { maxBatchSize: 8, preferredSizes: new Set(preferred), maxDelayMs: delayMs },
    preserveOrdering: false,
    holdUntil: 0,
    observe: ({ size }) => sizes.push(size),
    clock,
    ...more,
  });
  pool.freed = () => scheduler.dispatch();
  const answered: string[] = [];
  const send = (id: string, request: Parameters<typeof requestOf>[1] = {}) => {
    const outcome = scheduler.run(requestOf(id, request)).then(
      () => void answered.push(id),
      (error: Error) => void answered.push(`${id}: ${error.message}`),
    );
    return outcome;
  };
  return { clock, pool, scheduler, send, answered, sizes };
}

/** Lets everything that is already decided happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('requests without batching', () => {
  test('run alone, first come first served, one at a time on each instance', async () => {
    const { pool, send, answered } = setUp({ batching: undefined, instances: 2 });
    for (const id of ['a', 'b', 'c', 'd']) void send(id);
    expect(pool.batches).toEqual([['a'], ['b']]);
    pool.finish();
    await settled();
    expect(pool.batches).toEqual([['a'], ['b'], ['c']]);
    for (let left = 3; left > 0; left -= 1) pool.finish();
    await settled();
    pool.finish();
    await settled();
    expect(answered).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('an instance whose runs are short', () => {
  test('is handed several requests at once, each for a run of its own', () => {
    const { pool, send } = setUp({ batching: undefined, room: 3 });
    for (const id of ['a', 'b', 'c', 'd']) void send(id);
    expect(pool.batches).toEqual([['a'], ['b'], ['c']]);
    pool.finish();
    expect(pool.batches.at(-1)).toEqual(['d']);
  });
});

describe('dynamic batching', () => {
  test('joins what waits while the instance is busy', async () => {
    const { pool, send, sizes } = setUp();
    for (const id of ['a', 'b', 'c']) void send(id);
    pool.finish();
    await settled();
    expect(pool.batches).toEqual([['a'], ['b', 'c']]);
    pool.finish();
    await settled();
    expect(sizes).toEqual([1, 2]);
  });

  test('joins what arrives together, although an instance is free', () => {
    const { clock, pool, send } = setUp();
    const soon: (() => void)[] = [];
    clock.soon = (call) => void soon.push(call);
    for (const id of ['a', 'b', 'c']) void send(id);
    expect(soon).toHaveLength(1);
    soon[0]?.();
    expect(pool.batches).toEqual([['a', 'b', 'c']]);
  });

  test('does not look ahead: what waits for a busy instance may grow', () => {
    const { pool, send } = setUp({ room: 4 });
    for (const id of ['a', 'b', 'c']) void send(id);
    expect(pool.batches).toEqual([['a']]);
  });

  test('counts the rows of a request, and never splits one', async () => {
    const { pool, send } = setUp();
    void send('first');
    void send('three', { batchSize: 3 });
    void send('two', { batchSize: 2 });
    void send('five', { batchSize: 5 });
    pool.finish();
    await settled();
    expect(pool.batches.at(-1)).toEqual(['three', 'two']);
  });

  test('a full batch does not wait', () => {
    const { pool, send } = setUp({ delayMs: 1000 });
    for (let row = 0; row < 8; row += 1) void send(String(row));
    expect(pool.batches.map((batch) => batch.length)).toEqual([8]);
  });

  test('the largest preferred size that can be formed is sent at once', async () => {
    const { pool, send } = setUp({ preferred: [2, 4], delayMs: 1000 });
    void send('0', { batchSize: 8 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) void send(id);
    pool.finish();
    await settled();
    expect(pool.batches.at(-1)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the oldest request waits no longer than the delay, and one alarm serves all', async () => {
    const { clock, pool, send } = setUp({ delayMs: 5 });
    void send('a');
    clock.advance(3);
    void send('b');
    expect([pool.batches, clock.alarms]).toEqual([[], 1]);
    clock.advance(1.9);
    expect(pool.batches).toEqual([]);
    clock.advance(0.2);
    expect(pool.batches).toEqual([['a', 'b']]);
    expect(clock.alarms).toBe(0);
  });

  test('requests of other shapes wait for the next batch', async () => {
    const { pool, send } = setUp();
    void send('first');
    void send('a');
    void send('wide', { width: 5 });
    void send('b');
    for (let batch = 0; batch < 4; batch += 1) {
      pool.finish();
      await settled();
    }
    expect(pool.batches).toEqual([['first'], ['a'], ['wide'], ['b']]);
  });

  test('requests with another set of optional inputs wait for the next batch', async () => {
    const { pool, scheduler, send } = setUp();
    void send('first');
    void send('a');
    const two: QueuedRequest = requestOf('two');
    void scheduler.run({
      ...two,
      inputs: two.inputs.flatMap((input) => [input, { ...input, name: 'extra' }]),
    });
    pool.finish();
    await settled();
    expect(pool.batches.at(-1)).toEqual(['a']);
  });

  test('answers leave in order when they shall, whichever batch is done first', async () => {
    const { pool, send, answered } = setUp({ preserveOrdering: true, instances: 2 });
    void send('a');
    void send('b');
    pool.finish(1);
    await settled();
    expect(answered).toEqual([]);
    pool.finish();
    await settled();
    expect(answered).toEqual(['a', 'b']);
  });

  test('can be held until enough requests wait', () => {
    const { pool, send } = setUp({ holdUntil: 3 });
    void send('a');
    void send('b');
    expect(pool.batches).toEqual([]);
    void send('c');
    expect(pool.batches).toEqual([['a', 'b', 'c']]);
  });
});

describe('the queue', () => {
  test('serves urgent requests first, strictly', async () => {
    const { pool, send } = setUp({ batching: undefined, levels: 3 });
    void send('first');
    void send('low', { priority: 3 });
    void send('high', { priority: 1 });
    void send('none');
    void send('beyond', { priority: 9 });
    for (let batch = 0; batch < 5; batch += 1) {
      pool.finish();
      await settled();
    }
    expect(pool.batches.flat()).toEqual(['first', 'high', 'none', 'beyond', 'low']);
  });

  test('that is full refuses at once', async () => {
    const { send, answered } = setUp({ policy: { maxSize: 1 } });
    for (const id of ['running', 'waiting', 'c']) void send(id);
    await settled();
    expect(answered).toEqual(['c: [request id: c] Exceeds maximum queue size']);
  });

  test('refuses what waited too long, without any instance having to be free', async () => {
    const { clock, send, answered } = setUp({ policy: { timeoutMs: 10 } });
    void send('running');
    void send('late');
    clock.advance(10);
    await settled();
    expect(answered).toEqual(['late: [request id: late] Request timeout expired']);
  });

  test('or serves it after the others of its priority', async () => {
    const { clock, pool, send } = setUp({
      batching: undefined,
      policy: { timeoutMs: 10, onTimeout: 'delay' },
    });
    void send('running');
    void send('late');
    clock.advance(10);
    void send('fresh');
    pool.finish();
    await settled();
    pool.finish();
    await settled();
    expect(pool.batches.flat()).toEqual(['running', 'fresh', 'late']);
  });

  test.each([
    ['shorter, where that is allowed', true, 4, 4],
    ['longer', true, 40, 10],
    ['shorter, where that is not allowed', false, 4, 10],
  ])('a request asks for a timeout that is %s', async (_what, allowOverride, timeoutMs, expected) => {
    const { clock, send, answered } = setUp({ policy: { timeoutMs: 10, allowOverride } });
    void send('running');
    void send('r', { timeoutMs });
    clock.advance(expected - 0.1);
    await settled();
    expect(answered).toEqual([]);
    clock.advance(0.1);
    await settled();
    expect(answered).toHaveLength(1);
  });

  test('drops what nobody waits for any more', async () => {
    const { pool, send, answered } = setUp();
    const caller = new AbortController();
    void send('running');
    void send('gone', { signal: caller.signal });
    void send('b');
    caller.abort();
    pool.finish();
    await settled();
    expect(answered).toContain('gone: [request id: gone] Request was cancelled');
    expect(pool.batches.at(-1)).toEqual(['b']);
  });
});

describe('draining', () => {
  test('finishes what waits, without delay, and takes nothing new', async () => {
    const { pool, scheduler, send, answered } = setUp({ delayMs: 1000 });
    void send('a');
    const drained = scheduler.drain();
    expect(pool.batches).toEqual([['a']]);
    expect(() => scheduler.run(requestOf('late'))).toThrow('Server is stopping');
    pool.finish();
    await drained;
    expect([answered, scheduler.pending]).toEqual([['a'], 0]);
  });

  test('of an idle scheduler is over at once', async () => {
    await setUp().scheduler.drain();
  });
});
