import { describe, expect, it } from 'vitest';
import { generateConfig } from '../../../server/config/generate.ts';
import { readConfig } from '../../../server/config/read.ts';
import { resolveConfig } from '../../../server/config/resolve.ts';
import type { ModelSignature } from '../../../server/config/signature.ts';
import { contextFor } from '../../support/config-context.ts';

const signature: ModelSignature = {
  inputs: [{ name: 'image', datatype: 'FP32', shape: [-1, 1, 28, 28] }],
  outputs: [{ name: 'scores', datatype: 'FP32', shape: [-1, 10] }],
};
const context = contextFor('mnist', { signature, folder: { files: ['labels.txt', 'config.pbtxt'] } });

describe('a config written for a model that has none', () => {
  it('says what the server worked out, and gives the classes their labels', () => {
    expect(
      generateConfig(signature, context.folder),
    ).toBe(`# Written from model.onnx; everything here may be changed.
name: "mnist"
backend: "onnxruntime"
max_batch_size: 4
input [
  {
    name: "image"
    data_type: TYPE_FP32
    dims: [ 1, 28, 28 ]
  }
]
output [
  {
    name: "scores"
    data_type: TYPE_FP32
    dims: [ 10 ]
    label_filename: "labels.txt"
  }
]
dynamic_batching { }
`);
  });

  it('is the same to the server as none, but for the labels', () => {
    const { config } = readConfig(generateConfig(signature, { ...context.folder, files: [] }));
    const none = resolveConfig(readConfig('').config, context);
    expect(resolveConfig(config, context)).toMatchObject({ config: none.config, problems: [] });
  });

  it('guesses no labels when there are several files or outputs that could be meant', () => {
    const two = {
      ...signature,
      outputs: [...signature.outputs, { name: 'more', datatype: 'FP32', shape: [-1, 7] } as const],
    };
    expect(generateConfig(two, context.folder)).not.toContain('label_filename');
    expect(
      generateConfig(signature, { ...context.folder, files: ['a_labels.txt', 'b_labels.txt'] }),
    ).not.toContain('label_filename');
  });
});
