import { describe, expect, it } from 'vitest';
import type { ConfigContext } from '../../../../server/config/context.ts';
import { contextFor } from '../../../support/config-context.ts';
import { errors, findings, TENSORS } from '../../../support/config-findings.ts';
import { FLOWERS } from '../../../support/config-samples.ts';

describe('instance groups', () => {
  const machine = (gpus: number[], more = {}) =>
    contextFor('m', { machine: { gpus, missingGpu: 'refuse', ...more } });
  it.each<[string, string, string, ConfigContext]>([
    ['kind: KIND_CPU gpus: 0', 'gpus', 'has kind KIND_CPU but specifies one or more GPUs', machine([0])],
    ['kind: KIND_MODEL gpus: 0', 'gpus', 'has kind KIND_MODEL but specifies one or more GPUs', machine([0])],
    ['kind: KIND_GPU', 'kind', 'has kind KIND_GPU but no GPUs are available', machine([])],
    [
      'kind: KIND_GPU',
      'kind',
      'has kind KIND_GPU but server does not support GPUs',
      machine([], { supportsGpus: false }),
    ],
    [
      'kind: KIND_GPU gpus: [ 0, 7 ]',
      'gpus[1]',
      'specifies invalid or unsupported gpu id 7. GPUs with at least the minimum required CUDA compute compatibility of 6.0 are: 0, 1',
      machine([0, 1]),
    ],
    [
      'profile: "1"',
      'profile',
      'and platform onnxruntime_onnx specifies profile field which is only supported for TensorRT models',
      machine([]),
    ],
  ])('instance_group { %s }', (text, field, message, context) => {
    expect(errors(`${TENSORS} instance_group { ${text} }`, context)).toEqual([
      [`instance_group[0].${field}`, `instance group m_0 of model m ${message}`],
    ]);
  });
});

describe('the folder', () => {
  it('must leave a version', () => {
    expect(
      findings(
        `${TENSORS} version_policy { specific { versions: [ 4 ] } }`,
        contextFor('m', { folder: { versions: [2, 1] } }),
      ),
    ).toMatchObject([
      {
        field: 'version_policy',
        message: "at least one version must be available under the version policy of model 'm'",
        nextStep: 'The folder has these versions: 1, 2.',
      },
    ]);
  });

  it('may lack a version that the policy lists', () => {
    expect(findings(FLOWERS, contextFor('flowers'))).toMatchObject([
      { severity: 'warning', message: "version 3 of model 'flowers' has no folder and is passed over" },
    ]);
  });

  it('must hold the label files', () => {
    const context = (files: string[]) => contextFor('flowers', { folder: { files, versions: [1, 3] } });
    expect(errors(FLOWERS, context(['labels.txt']))).toEqual([]);
    expect(findings(FLOWERS, context(['label.txt']))).toMatchObject([
      {
        field: 'output[0].label_filename',
        message: "label file 'labels.txt' is not in the folder of model 'flowers'",
        suggestion: '"label.txt"',
      },
    ]);
  });
});

describe('metrics', () => {
  const buckets = 'histogram_options { buckets: 1 }';
  it.each([
    [buckets, '', "metric control must specify 'metric_identifier'"],
    [
      `metric_identifier { } ${buckets}`,
      '.metric_identifier',
      "metric identifier must specify non-empty 'family'",
    ],
    ['metric_identifier { family: "f" }', '', "metric control must specify 'histogram_options'"],
    [
      'metric_identifier { family: "f" } histogram_options { }',
      '.histogram_options',
      "histogram options must specify non-empty 'buckets'",
    ],
  ])('metric_control { %s }', (text, field, message) => {
    expect(errors(`${TENSORS} model_metrics { metric_control { ${text} } }`)).toEqual([
      [`model_metrics.metric_control[0]${field}`, message],
    ]);
  });
});
