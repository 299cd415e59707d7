import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config/read.ts';
import { type BatchingEvidence, whyNotBatching } from '../../../server/config/why-not-batching.ts';

/** A busy model: ten requests at once for two instances, each with ten milliseconds, eight of them in the queue. */
function evidence(text: string, more: Partial<BatchingEvidence> = {}): BatchingEvidence {
  const { config } = readConfig(text);
  const busy = { instances: 2, seconds: 10, requests: 10_000, rows: 10_000, executions: 10_000 };
  return { config, ...busy, totalMs: 100_000, queueMs: 80_000, ...more };
}

const INPUT = 'input [ { name: "in" data_type: TYPE_FP32 dims: [ 4 ] } ]';
const BATCHING = `max_batch_size: 8 dynamic_batching { } ${INPUT}`;

describe('why a model does not batch', () => {
  it('is no question before the first request', () => {
    expect(whyNotBatching(evidence(BATCHING, { requests: 0, executions: 0 }))).toEqual({
      state: 'no-requests',
    });
  });

  it('is no question when requests are joined', () => {
    expect(whyNotBatching(evidence(BATCHING, { executions: 2500 }))).toEqual({
      state: 'batching',
      requestsPerBatch: 4,
    });
  });

  it('is the model file first: its batch axis is fixed', () => {
    const signature = { inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 4] }], outputs: [] } as const;
    expect(whyNotBatching(evidence(INPUT, { signature }))).toMatchObject({
      reason: 'fixed-batch-axis',
      because: "The model file fixes the first axis of 'in': [1,4].",
    });
  });

  it('is max_batch_size, then dynamic_batching, each with its edit', () => {
    expect(whyNotBatching(evidence(INPUT))).toMatchObject({
      reason: 'max-batch-size-0',
      edit: { path: 'max_batch_size', value: 8 },
    });
    expect(whyNotBatching(evidence(`max_batch_size: 8 ${INPUT}`))).toMatchObject({
      reason: 'no-dynamic-batching',
      edit: { path: 'dynamic_batching', value: {} },
    });
  });

  it('is different shapes when requests wait and dims are free', () => {
    const free = BATCHING.replace('dims: [ 4 ]', 'dims: [ -1 ]');
    expect(whyNotBatching(evidence(free))).toMatchObject({ reason: 'different-shapes' });
  });

  it('is the delay when there is company that nobody waits for', () => {
    expect(whyNotBatching(evidence(BATCHING))).toMatchObject({
      reason: 'delay-0',
      edit: { path: 'dynamic_batching.max_queue_delay_microseconds', value: 1000 },
    });
  });

  it('is the load when there is no company', () => {
    const idle = evidence(BATCHING, { requests: 100, rows: 100, executions: 100, totalMs: 200, queueMs: 5 });
    expect(whyNotBatching(idle)).toMatchObject({
      reason: 'load-too-low',
      because: 'There is rarely a second request: 0.0 are in the server on the average.',
    });
  });
});
