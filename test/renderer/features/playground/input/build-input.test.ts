import { describe, expect, test } from 'vitest';
import type { InputDraft } from '../../../../../renderer/features/playground/drafts.ts';
import { DEFAULT_SETTINGS } from '../../../../../server/pictures/preprocess.ts';
import {
  type BuildContext,
  buildInput,
  freeAxes,
} from '../../../../../renderer/features/playground/input/build-input.ts';
import { numbersOf } from '../../../../../server/tensors/numbers-of.ts';
import type { TensorFacts } from '../../../../../server/protocols/desk/contract.ts';

const VECTOR: TensorFacts = {
  name: 'x',
  datatype: 'INT32',
  shape: [-1, 3],
  axes: ['batch', ''],
  optional: false,
};
const IMAGE: TensorFacts = {
  name: 'image',
  datatype: 'FP32',
  shape: [-1, 1, 28, 28],
  axes: ['batch', 'channel', 'height', 'width'],
  optional: false,
};
const BATCHING: BuildContext = { maxBatchSize: 8, batch: 1, pixels: undefined };

function typed(text: string, more: Partial<InputDraft> = {}): InputDraft {
  const picture = undefined;
  return {
    mode: 'values',
    strokes: [],
    picture,
    preprocess: DEFAULT_SETTINGS,
    values: { kind: 'typed' },
    kept: undefined,
    text,
    extents: {},
    ...more,
  };
}

function why(input: TensorFacts, draft: InputDraft, context: BuildContext = BATCHING): string {
  const built = buildInput(input, draft, context);
  return built.state === 'incomplete' ? built.why : expect.fail(`built ${built.tensor.shape.join()}`);
}

function tensor(input: TensorFacts, draft: InputDraft, context: BuildContext = BATCHING) {
  const built = buildInput(input, draft, context);
  return built.state === 'ready' ? built.tensor : expect.fail(built.why);
}

describe('making a tensor of what was put in', () => {
  test('typed values take the batch as their first dimension', () => {
    const built = tensor(VECTOR, typed('1 2 3 4 5 6'), { ...BATCHING, batch: 2 });
    expect(built.shape).toEqual([2, 3]);
    expect([...numbersOf(built)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a wrong count is caught before sending', () => {
    expect(why(VECTOR, typed('1 2'))).toBe('x needs 3 values for [1,3]; there are 2.');
    expect(why(VECTOR, typed(''))).toBe('x needs 3 values for [1,3]; there are none yet.');
  });

  test('lists must nest as the shape does; leading ones may be left out', () => {
    expect(tensor(VECTOR, typed('[1, 2, 3]')).shape).toEqual([1, 3]);
    expect(tensor(VECTOR, typed('[[1, 2, 3]]')).shape).toEqual([1, 3]);
    expect(why(VECTOR, typed('[[1], [2], [3]]'))).toContain('the lists nest as [3,1]');
  });

  test('free dimensions are asked for by name', () => {
    const sequence: TensorFacts = { ...VECTOR, shape: [-1, -1], axes: ['batch', 'tokens'] };
    expect(freeAxes(sequence, 8)).toEqual([1]);
    expect(why(sequence, typed('1 2'))).toBe('Say how large tokens of x is.');
    expect(tensor(sequence, typed('1 2', { extents: { 1: 2 } })).shape).toEqual([1, 2]);
  });

  test('a first free dimension is asked for where the model does not batch', () => {
    const free: TensorFacts = { ...VECTOR, shape: [-1], axes: [''] };
    expect(freeAxes(free, 0)).toEqual([0]);
  });

  test('a picture is repeated for every item of a batch', () => {
    const pixels = { width: 28, height: 28, data: new Uint8ClampedArray(28 * 28 * 4).fill(255) };
    const context = { maxBatchSize: 64, batch: 3, pixels };
    const built = tensor(IMAGE, typed('', { mode: 'picture' }), context);
    expect(built.shape).toEqual([3, 1, 28, 28]);
    expect(built.data.byteLength).toBe(3 * 784 * 4);
  });

  test('without a picture it says which input waits for one', () => {
    expect(why(IMAGE, typed('', { mode: 'draw' }))).toBe('Draw something for image.');
    expect(why(IMAGE, typed('', { mode: 'picture' }))).toBe('Choose a picture for image.');
  });

  test('an input that takes pictures takes values as well', () => {
    const built = tensor(IMAGE, typed('', { values: { kind: 'ones' } }));
    expect(built.shape).toEqual([1, 1, 28, 28]);
  });
});

describe('values of an earlier request', () => {
  const kept = { name: 'x', datatype: 'INT32', shape: [1, 3], data: new Uint8Array(12).fill(7) } as const;

  test('go out byte for byte', () => {
    const built = buildInput(VECTOR, typed('', { values: { kind: 'kept' }, kept }), BATCHING);
    expect(built).toMatchObject({ state: 'ready', tensor: kept });
  });

  test('that do not fit any more say what they were', () => {
    const built = buildInput(VECTOR, typed('', { values: { kind: 'kept' }, kept }), {
      ...BATCHING,
      batch: 2,
    });
    expect(built).toEqual({
      state: 'incomplete',
      why: 'What was sent for x was INT32 [1,3]; now it takes INT32 [2,3].',
    });
  });
});
