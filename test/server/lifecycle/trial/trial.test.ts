import { describe, expect, test } from 'vitest';
import { InferdeckError } from '../../../../server/errors.ts';
import { type AskVersion, Trial } from '../../../../server/lifecycle/trial/trial.ts';
import type { TrialSetting } from '../../../../server/repository/trial-setting.ts';
import type { InferenceRequest } from '../../../../server/scheduling/inference.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';

const SPLIT = { kind: 'split', a: 1, b: 2, share: 0.25 } as const;
const tensor = (...values: readonly number[]): Tensor => {
  const data = new Uint8Array(Float32Array.from(values).buffer);
  return { name: 'x', datatype: 'FP32', shape: [values.length], data };
};
const REQUEST: InferenceRequest = {
  modelName: 'm',
  id: '',
  inputs: [tensor(1)],
  outputs: [],
  parameters: {},
};
const TIMES = { queue: 0, computeInput: 0, computeInfer: 0, computeOutput: 0 };

/** A trial whose dice fall evenly, and versions that answer as they are told. */
function trialOf(setting: TrialSetting, answer: (version: number, request: InferenceRequest) => Tensor) {
  let thrown = 0;
  const settled: TrialSetting[] = [];
  const unready = new Set<number>();
  const trial = new Trial(setting, {
    isReady: (version) => !unready.has(version),
    random: () => (thrown++ % 4) / 4,
    onSettled: (known) => void settled.push(known),
  });
  const asked: (number | undefined)[] = [];
  const ask: AskVersion = async (request) => {
    asked.push(request.version);
    const version = request.version ?? 2;
    return { modelName: 'm', version, id: '', outputs: [answer(version, request)], times: TIMES };
  };
  const infer = (more: Partial<InferenceRequest> = {}) => trial.infer({ ...REQUEST, ...more }, ask);
  return { trial, infer, asked, settled, unready };
}

function broken(): never {
  throw new InferdeckError('internal', 'out of memory');
}

describe('a split', () => {
  test('gives B its share, and A while B does not serve; sequences stay with A', async () => {
    const { trial, infer, asked, unready } = trialOf(SPLIT, () => tensor(1));
    for (let at = 0; at < 8; at++) await infer();
    expect(asked).toEqual([2, 1, 1, 1, 2, 1, 1, 1]);
    await infer({ parameters: { sequence_id: 7 } });
    unready.add(2);
    await infer();
    expect(asked.slice(8)).toEqual([1, 1]);
    expect(trial.state.arms).toMatchObject({ a: { requests: 7, failures: 0 }, b: { requests: 2 } });
  });

  test('stops by itself when B fails five of twenty, and says so; what callers do wrong does not count', async () => {
    let kind: 'invalid-argument' | 'internal' = 'invalid-argument';
    const { trial, infer, asked, settled } = trialOf({ ...SPLIT, share: 1 }, (version) => {
      if (version === 2) throw new InferdeckError(kind, 'no');
      return tensor(1);
    });
    for (let at = 0; at < 10; at++) await expect(infer()).rejects.toThrow('no');
    expect(trial.state.settled).toBeUndefined();
    kind = 'internal';
    for (let at = 0; at < 5; at++) await expect(infer()).rejects.toThrow('no');
    const why = 'Version 2 failed five of its last twenty requests; version 1 answers all of them again.';
    expect(settled).toEqual([{ ...SPLIT, share: 1, settled: 'a', why }]);
    await infer();
    expect(asked.at(-1)).toBe(1);
    expect(trial.state).toMatchObject({ settled: 'a', why, arms: { b: { requests: 15, failures: 5 } } });
  });

  test('names a percentile only where enough requests lie beyond it', async () => {
    const { trial, infer } = trialOf({ ...SPLIT, share: 1 }, () => tensor(1));
    for (let at = 0; at < 59; at++) await infer();
    expect(trial.state.arms.b.p50).toBeUndefined();
    await infer();
    expect(trial.state.arms.b.p50).toBeGreaterThanOrEqual(0);
    expect(trial.state.arms.b.p90).toBeUndefined();
  });
});

describe('a mirror', () => {
  const MIRROR = { ...SPLIT, kind: 'mirror', share: 1 } as const;

  test('answers with A, asks B the same, and counts where they part', async () => {
    let at = 0;
    const { trial, infer } = trialOf(MIRROR, (version, { inputs }) => {
      expect(new Float32Array(inputs[0]?.data.buffer ?? new ArrayBuffer(0))).toEqual(Float32Array.of(1));
      return tensor(version === 2 && at++ === 1 ? 3 : 1);
    });
    const answers = [await infer(), await infer(), await infer()];
    expect(answers.map(({ version }) => version)).toEqual([1, 1, 1]);
    await expect.poll(() => trial.state.mirrored.compared).toBe(3);
    expect(trial.state.mirrored).toMatchObject({ same: 2, maxAbsolute: 2, skipped: 0 });
    expect(trial.state.arms).toMatchObject({ a: { requests: 3 }, b: { requests: 3 } });
  });

  test('that fails is nobody else’s trouble, and stops', async () => {
    const { trial, infer, asked } = trialOf(MIRROR, (version) => (version === 2 ? broken() : tensor(1)));
    for (let at = 0; at < 5; at++) expect((await infer()).version).toBe(1);
    await expect.poll(() => trial.state.settled).toBe('a');
    const before = asked.length;
    await infer();
    expect(asked.slice(before)).toEqual([1]);
  });

  test('skips what a slow B has no time for', async () => {
    const held: ((tensor: Tensor) => void)[] = [];
    const { trial } = trialOf(MIRROR, () => tensor(1));
    const ask: AskVersion = async ({ version = 1 }) => {
      const output = version === 1 ? tensor(1) : await new Promise<Tensor>((resolve) => held.push(resolve));
      return { modelName: 'm', version, id: '', outputs: [output], times: TIMES };
    };
    for (let at = 0; at < 6; at++) await trial.infer(REQUEST, ask);
    expect([held.length, trial.state.mirrored.skipped]).toEqual([4, 2]);
    for (const give of held) give(tensor(1));
    await expect.poll(() => trial.state.mirrored.compared).toBe(4);
  });
});
