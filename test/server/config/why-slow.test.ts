import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config/read.ts';
import { type SlownessEvidence, whySlow } from '../../../server/config/why-slow.ts';

const INPUT = 'input [ { name: "in" data_type: TYPE_FP32 dims: [ 4 ] } ]';
const BATCHING = `max_batch_size: 8 dynamic_batching { } ${INPUT}`;

/** A thousand requests of ten milliseconds within ten seconds, joined by four; `spent` is of one request. */
function evidence(
  text: string,
  spent: { queue?: number; compute?: number; input?: number; output?: number },
  more: Partial<SlownessEvidence> = {},
): SlownessEvidence {
  const { config } = readConfig(text);
  const { queue = 0, compute = 0, input = 0, output = 0 } = spent;
  const counted = { instances: 2, seconds: 10, requests: 1000, rows: 1000, executions: 250, totalMs: 10_000 };
  const times = {
    queueMs: 1000 * queue,
    computeMs: 1000 * compute,
    inputMs: 1000 * input,
    outputMs: 1000 * output,
  };
  return { config, ...counted, ...times, cpu: 0.4, remarks: [], ...more };
}

describe('why a model is slow', () => {
  it('is no question before the first request, and for an ensemble one for its models', () => {
    expect(whySlow(evidence(BATCHING, {}, { requests: 0, totalMs: 0 }))).toBeUndefined();
    expect(whySlow(evidence(`ensemble_scheduling { } ${INPUT}`, { compute: 9 }))).toBeUndefined();
  });

  it('is the queue: too few instances while the processor has time', () => {
    expect(whySlow(evidence(BATCHING, { queue: 8, compute: 1 }))).toEqual({
      stage: 'queue',
      share: 0.8,
      because: 'Requests wait for one of 2 instances, while the processor is 40 % busy.',
      fix: 'Try 3 instances: count in instance_group.',
      inConfig: true,
    });
  });

  it('is the queue: no processor is left for more instances', () => {
    expect(whySlow(evidence(BATCHING, { queue: 8 }, { cpu: 0.97 }))).toMatchObject({
      because: 'Requests wait for the processor, which is 97 % busy.',
      inConfig: false,
    });
  });

  it('claims nothing of a processor that cannot be read', () => {
    expect(whySlow(evidence(BATCHING, { queue: 8 }, { cpu: undefined, instances: 1 }))).toMatchObject({
      because: 'Requests wait for one of 1 instance.',
    });
  });

  it('is the queue: requests that could be joined run one by one', () => {
    const alone = { executions: 1000, seconds: 1 };
    expect(whySlow(evidence(`max_batch_size: 8 ${INPUT}`, { queue: 8 }, alone))).toMatchObject({
      because: expect.stringContaining('dynamic_batching is not set'),
      fix: 'Add dynamic_batching.',
      inConfig: true,
    });
  });

  it('is the queue: a delay for company that does not come', () => {
    const patient = BATCHING.replace('{ }', '{ max_queue_delay_microseconds: 8000 }');
    expect(whySlow(evidence(patient, { queue: 8, compute: 1 }, { executions: 1000 }))).toMatchObject({
      because: 'Requests wait up to 8 ms for company, and little comes.',
      fix: 'Lower max_queue_delay_microseconds.',
    });
  });

  it('is computing: on another device than was asked for', () => {
    const remarks = ['No CUDA device was found.'];
    expect(whySlow(evidence(BATCHING, { compute: 9 }, { remarks }))).toMatchObject({
      stage: 'compute',
      because: 'The model computes elsewhere than it was asked to. No CUDA device was found.',
    });
  });

  it('is computing: with few threads while the processor has time', () => {
    const threads = 'parameters { key: "intra_op_thread_count" value { string_value: "1" } }';
    expect(whySlow(evidence(`${BATCHING} ${threads}`, { compute: 9 }))).toMatchObject({
      because: 'The model computes with 1 thread while the processor is 40 % busy.',
      inConfig: true,
    });
  });

  it('is the model itself', () => {
    expect(whySlow(evidence(BATCHING, { compute: 9 }))).toMatchObject({
      share: 0.9,
      because: 'It is the model itself that computes.',
    });
  });

  it('is the tensors, or what lies around the model', () => {
    expect(whySlow(evidence(BATCHING, { compute: 2, input: 4, output: 3 }))).toMatchObject({
      stage: 'tensors',
      share: 0.7,
    });
    expect(whySlow(evidence(BATCHING, { compute: 2, queue: 1 }))).toMatchObject({
      stage: 'server',
      share: 0.7,
      fix: expect.stringContaining('binary'),
    });
  });
});
