import { describe, expect, it } from 'vitest';
import type { ConfigContext } from '../../../server/config/context.ts';
import { normalize } from '../../../server/config/normalize.ts';
import { readConfig } from '../../../server/config/read.ts';
import { contextFor } from '../../support/config-context.ts';
import { FROZEN_2019 } from '../../support/config-samples.ts';

const normal = (text: string, context: ConfigContext = contextFor('m')) =>
  normalize(readConfig(text).config, context);
const withFiles = (...names: string[]) =>
  contextFor('m', {
    folder: { versionFiles: names.map((name) => ({ name, isDirectory: name === 'model.savedmodel' })) },
  });

describe('name and framework', () => {
  it.each([
    ['model.savedmodel', 'tensorflow', 'tensorflow_savedmodel'],
    ['model.graphdef', 'tensorflow', 'tensorflow_graphdef'],
    ['model.plan', 'tensorrt', 'tensorrt_plan'],
    ['model.onnx', 'onnxruntime', 'onnxruntime_onnx'],
    ['model.xml', 'openvino', ''],
    ['model.pt', 'pytorch', 'pytorch_libtorch'],
    ['model.pt2', 'pytorch', 'torch_aoti'],
    ['model.netdef', 'caffe2', 'caffe2_netdef'],
    ['model.py', 'python', ''],
  ])('are told from %s', (file, backend, platform) => {
    expect(normal('', withFiles('readme.txt', file)).config).toMatchObject({
      name: 'm',
      backend,
      platform,
      default_model_filename: file,
    });
  });

  it('keep an ONNX model with external data, which is a folder, and ignore other folders', () => {
    const directory = (name: string) =>
      contextFor('m', { folder: { versionFiles: [{ name, isDirectory: true }] } });
    expect(normal('', directory('model.onnx')).config.backend).toBe('onnxruntime');
    expect(normal('', directory('model.plan')).problems).toHaveLength(1);
  });

  it('follow from a platform, a backend or a file name that is written', () => {
    expect(normal('platform: "onnxruntime_onnx"', withFiles()).config).toMatchObject({
      backend: 'onnxruntime',
      default_model_filename: 'model.onnx',
    });
    expect(normal('platform: "libtorch"', withFiles()).config).toMatchObject({
      backend: 'pytorch',
      platform: 'libtorch',
    });
    expect(normal('backend: "python"', withFiles()).config.default_model_filename).toBe('model.py');
    expect(normal('default_model_filename: "model.plan"', withFiles()).config.backend).toBe('tensorrt');
    expect(normal('backend: "pytorch"', withFiles('model.pt2')).config.platform).toBe('torch_aoti');
  });

  it('keep a file name that is written', () => {
    const text = 'backend: "onnxruntime" default_model_filename: "net.bin"';
    expect(normal(text).config).toMatchObject({
      platform: 'onnxruntime_onnx',
      default_model_filename: 'net.bin',
    });
  });

  it('take the backend from a name like doubler.identity', () => {
    expect(normal('', contextFor('doubler.identity', { folder: { versionFiles: [] } })).config).toMatchObject(
      {
        backend: 'identity',
        default_model_filename: 'model.identity',
      },
    );
  });

  it('are an error when nothing tells', () => {
    expect(normal('', withFiles('weights.bin')).problems).toMatchObject([
      {
        field: 'backend',
        message:
          "Invalid model name: Could not determine backend for model 'm' with no backend in model configuration. " +
          "Expected model name of the form 'model.<backend_name>'.",
      },
    ]);
  });

  it('leave an ensemble without a backend', () => {
    const { config, problems } = normal('platform: "ensemble"');
    expect(config).toMatchObject({ name: 'm', backend: '', default_model_filename: '', instance_group: [] });
    expect(config.optimization).toBeUndefined();
    expect(problems).toEqual([]);
  });
});

describe('defaults of the config endpoint', () => {
  it('serve the newest version', () => {
    expect(normal('').config.version_policy).toEqual({ latest: { num_versions: 1 } });
    expect(normal('version_policy { all { } }').config.version_policy).toEqual({ all: {} });
  });

  it('prefer the largest batch', () => {
    expect(
      normal('max_batch_size: 8 dynamic_batching { }').config.dynamic_batching?.preferred_batch_size,
    ).toEqual([8]);
    expect(normal('dynamic_batching { }').config.dynamic_batching?.preferred_batch_size).toEqual([]);
    const oldest = 'max_batch_size: 8 sequence_batching { oldest { } }';
    expect(normal(oldest).config.sequence_batching?.oldest?.preferred_batch_size).toEqual([8]);
  });

  it('give up a sequence after a second', () => {
    expect(normal('sequence_batching { }').config.sequence_batching?.max_sequence_idle_microseconds).toBe(
      1_000_000,
    );
  });

  it('turn pinned memory on unless it is turned off', () => {
    expect(normal('').config.optimization).toMatchObject({
      input_pinned_memory: { enable: true },
      output_pinned_memory: { enable: true },
    });
    const off = 'optimization { input_pinned_memory { enable: false } }';
    expect(normal(off).config.optimization).toMatchObject({
      input_pinned_memory: { enable: false },
      output_pinned_memory: { enable: true },
    });
  });

  it('change nothing the second time', () => {
    const once = normal('max_batch_size: 8 dynamic_batching { } instance_group { }');
    expect(normalize(once.config, contextFor('m'))).toEqual({
      config: once.config,
      completed: [],
      problems: [],
    });
  });

  it('say what was filled in and why', () => {
    const { completed } = normal('');
    expect(completed.map(({ field }) => field)).toEqual([
      'name',
      'backend',
      'platform',
      'default_model_filename',
      'version_policy',
      'instance_group',
    ]);
    expect(completed.every(({ why }) => why.endsWith('.'))).toBe(true);
  });
});

describe('instance groups', () => {
  const groups = (text: string, gpus: number[] = [], missingGpu?: 'refuse') =>
    normal(text, contextFor('m', { machine: { gpus, ...(missingGpu && { missingGpu }) } })).config
      .instance_group;

  it('are one on two CPU instances for ONNX when none is written', () => {
    expect(groups('')).toMatchObject([{ name: 'm', kind: 'KIND_CPU', count: 2, gpus: [] }]);
    expect(groups('backend: "python"')).toMatchObject([{ kind: 'KIND_CPU', count: 1 }]);
    expect(groups('', [0, 1])).toMatchObject([{ kind: 'KIND_GPU', count: 1, gpus: [0, 1] }]);
  });

  it('are named after model and position', () => {
    expect(
      groups('instance_group { } instance_group { name: "big" } instance_group { }').map(({ name }) => name),
    ).toEqual(['m_0', 'big', 'm_2']);
  });

  it('fall to the CPU when a GPU asked for is not there', () => {
    expect(groups('instance_group { gpus: [ 3 ] }', [0])).toMatchObject([{ kind: 'KIND_CPU', gpus: [] }]);
    expect(groups('instance_group { gpus: [ 3 ] }', [0], 'refuse')).toMatchObject([
      { kind: 'KIND_CPU', gpus: [3] },
    ]);
    expect(groups('instance_group { gpus: [ 0 ] }', [0])).toMatchObject([{ kind: 'KIND_GPU', gpus: [0] }]);
  });

  it('run a model of 2019 that asks for a GPU on the CPU, and say so', () => {
    const { config, problems } = normal(FROZEN_2019, contextFor('onnx_model'));
    expect(config.instance_group).toMatchObject([
      { name: 'onnx_model_0', kind: 'KIND_CPU', count: 2, gpus: [] },
    ]);
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        field: 'instance_group[0].kind',
        message:
          'instance group onnx_model_0 of model onnx_model asks for a GPU and this machine has none: it runs on the CPU',
      },
    ]);
  });

  it('keep KIND_GPU where a missing GPU is to be refused', () => {
    expect(groups('instance_group { kind: KIND_GPU }', [], 'refuse')).toMatchObject([{ kind: 'KIND_GPU' }]);
  });
});
