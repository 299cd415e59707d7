import { describe, expect, it } from 'vitest';
import { describeMicroseconds, explainConfig } from '../../../server/config/explain.ts';
import { normalize } from '../../../server/config/normalize.ts';
import { readConfig } from '../../../server/config/read.ts';
import { contextFor } from '../../support/config-context.ts';
import { COUNTER, FLOWERS, PIPELINE } from '../../support/config-samples.ts';

const explain = (text: string, name = 'm') =>
  explainConfig(normalize(readConfig(text).config, contextFor(name)).config).map(
    ({ text: sentence }) => sentence,
  );

describe('a config in sentences', () => {
  it('tells everything that matters about a classifier', () => {
    expect(explain(FLOWERS, 'flowers')).toEqual([
      'flowers runs on backend onnxruntime, from model.onnx.',
      'Only versions 1 and 3 are served.',
      'Takes image: FP32 [N,3,224,224].',
      'Gives scores: FP32 [N,5]. labels.txt names its classes.',
      'A request may bring 1 to 16 items: N is the batch dimension, which dims leave out.',
      'Joins requests into batches of up to 16, and waits at most 500 µs for more. Batches of 4 and 8 leave at once.',
      'A request that waited 2 s is refused.',
      'At most 64 requests may wait; more are refused at once.',
      'Runs 2 instances on the CPU. They work on 2 batches at a time.',
      'Every instance runs sample zeros 1 time before it is ready.',
    ]);
  });

  it('tells how sequences are kept together', () => {
    expect(explain(COUNTER, 'counter')).toContain(
      'Keeps requests of a sequence together: the oldest requests are batched first. A sequence ends after 5 s of silence.',
    );
  });

  it('tells the steps of an ensemble', () => {
    expect(explain(PIPELINE, 'pipeline')).toEqual(
      expect.arrayContaining([
        'pipeline is an ensemble: it runs other models one after another.',
        'Step 1 runs prep, the newest version: RAW becomes pixels.',
        'Step 2 runs flowers, the newest version: pixels becomes LABEL.',
      ]),
    );
  });

  it('tells the little there is about a model without batching', () => {
    expect(
      explain(
        'input { name: "x" data_type: TYPE_STRING dims: [ -1, 4 ] optional: true reshape { shape: 4 } }',
      ),
    ).toEqual([
      'm runs on backend onnxruntime, from model.onnx.',
      'Only the newest version is served.',
      'Takes x: BYTES [-1,4]. The model itself sees [4]. It may be left out.',
      'Requests bring whole shapes; the server adds no batch dimension and joins nothing.',
      'Runs 2 instances on the CPU. They work on 2 requests at a time.',
    ]);
  });

  it.each([
    [500, '500 µs'],
    [1500, '1.5 ms'],
    [2_000_000, '2 s'],
  ])('writes %i as %s', (microseconds, text) => {
    expect(describeMicroseconds(microseconds)).toBe(text);
  });
});
