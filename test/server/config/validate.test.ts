import { describe, expect, it } from 'vitest';
import type { ConfigContext } from '../../../server/config/context.ts';
import { contextFor } from '../../support/config-context.ts';
import { errors, findings, TENSORS } from '../../support/config-findings.ts';
import { SAMPLES } from '../../support/config-samples.ts';

describe('a sound config', () => {
  it.each(Object.entries(SAMPLES).filter(([name]) => name !== 'PIPELINE'))('%s passes', (name, text) => {
    const model = { FLOWERS: 'flowers', COUNTER: 'counter', FROZEN_2019: 'onnx_model' }[name] ?? '';
    expect(errors(text, contextFor(model, { folder: { versions: [1, 3] } }))).toEqual([]);
  });

  it('may be no config at all, but for the tensors', () => {
    expect(errors('')).toEqual([]);
  });
});

describe('the name and the framework', () => {
  it.each<[string, string, string, Partial<ConfigContext>?]>([
    [
      'name: "other"',
      'name',
      "unexpected directory name 'm' for model 'other', directory name must equal model name",
    ],
    ['default_model_filename: "net.bin"', 'backend', "must specify 'platform' or 'backend' for 'm'"],
    [
      'platform: "tensorrt_plan" backend: "python"',
      'backend',
      "unexpected 'platform' and 'backend' pair, got:tensorrt_plan, python",
    ],
    ['max_batch_size: -1', 'max_batch_size', "'max_batch_size' must be non-negative value for m"],
  ])('%s', (text, field, message) => {
    expect(errors(TENSORS + text)).toEqual([[field, message]]);
  });

  it('need a name even outside a folder', () => {
    expect(errors(TENSORS, contextFor(''))).toEqual([['name', "model configuration must specify 'name'"]]);
  });

  it('offer the folder name', () => {
    expect(findings(`${TENSORS} name: "other"`)[0]?.suggestion).toBe('"m"');
  });
});
