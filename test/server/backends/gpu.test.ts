import { describe, expect, test } from 'vitest';
import { executionProviders } from '../../../server/backends/onnxruntime/execution-providers.ts';
import { messageDefaults } from '../../../server/config/schema/typed.ts';
import { summaryOf } from '../../../server/protocols/desk/model-summary.ts';
import { readConfig } from '../../../server/config/read.ts';
import { testDriver } from '../../support/nvml/nvml-library.ts';
import { identityModel } from '../../support/onnx.ts';
import { ECHO, vectorModel } from '../../support/python-models.ts';
import { repositoryOf } from '../../support/repository.ts';
import { startServer } from '../../support/server.ts';

/** A machine whose driver tells of cards that nothing can compute on. */
const cards = async () => ({ nvmlLibrary: (await testDriver()).library, drmFolder: '/nowhere' });
const nothing = { nvmlLibrary: '/nowhere', drmFolder: '/nowhere' };

const onnx = (group: string) => ({
  'm/config.pbtxt': `instance_group { ${group} }`,
  'm/1/model.onnx': identityModel('FP32', ['batch', 2]),
});
const plan = {
  'm/config.pbtxt': `platform: "tensorrt_plan" input { name: "x" data_type: TYPE_FP32 dims: [ 1 ] }
    output { name: "y" data_type: TYPE_FP32 dims: [ 1 ] }`,
  'm/1/model.plan': 'ftrt',
};

describe('a model that asks for a GPU', () => {
  test('runs on the CPU with a warning where there is none', async () => {
    const server = await startServer(await repositoryOf(onnx('kind: KIND_GPU')), { devicePlaces: nothing });
    expect(summaryOf(server.models, 'm')).toMatchObject({
      state: 'ready',
      device: 'CPU',
      warnings: [expect.stringMatching(/asks for a GPU and this machine has none: it runs on the CPU/)],
    });
  });

  test('is refused there under --strict-gpu', async () => {
    const server = await startServer(await repositoryOf(onnx('kind: KIND_GPU')), {
      devicePlaces: nothing,
      strictGpu: true,
    });
    expect(server.models.served('m')?.failure?.error.message).toMatch(
      /has kind KIND_GPU but no GPUs are available/,
    );
  });

  test('says why it runs on the CPU where the card cannot be used', async () => {
    const server = await startServer(await repositoryOf(onnx('kind: KIND_GPU gpus: [ 0 ]')), {
      devicePlaces: await cards(),
    });
    expect(summaryOf(server.models, 'm')).toMatchObject({ state: 'ready', device: 'CPU' });
    expect(summaryOf(server.models, 'm')?.warnings.join()).toMatch(
      /Instance m_0_0 runs on the CPU, although it was meant for GPU 0: execution provider 'cuda' could not be used \(.*Failed to load shared library\)/,
    );
  });

  test('is refused there under --strict-gpu, with what is missing', async () => {
    const server = await startServer(await repositoryOf(onnx('kind: KIND_GPU gpus: [ 0 ]')), {
      devicePlaces: await cards(),
      strictGpu: true,
    });
    const failure = server.models.served('m')?.failure?.error;
    expect(failure?.message).toMatch(/cannot run on GPU 0: execution provider 'cuda' could not be used/);
    expect(failure?.nextStep).toMatch(/^Its libraries do not come with this program/);
  });

  test('gives each of its cards its instances, and tells them which is theirs', async () => {
    const source = ECHO.replace(
      '  def execute',
      '  def initialize(self, args):\n    print(args["model_instance_name"], args["model_instance_kind"], args["model_instance_device_id"])\n  def execute',
    );
    const group = 'instance_group { kind: KIND_GPU gpus: [ 0, 1 ] count: 2 }';
    const server = await startServer(await repositoryOf(vectorModel('m', source, group)), {
      devicePlaces: await cards(),
    });
    expect(server.models.find('m').instances).toBe(4);
    for (const line of ['m_0_0 GPU 0', 'm_0_1 GPU 0', 'm_0_2 GPU 1', 'm_0_3 GPU 1'])
      await expect.poll(() => server.log()).toContain(line);
  });
});

describe('the execution providers of an ONNX model', () => {
  const accelerators = (text: string) =>
    readConfig(`optimization { execution_accelerators { ${text} } }`).config ??
    messageDefaults('ModelConfig');
  const choose = (text: string, platform: NodeJS.Platform = 'linux') =>
    executionProviders({ placement: { kind: 'GPU', deviceId: 1 }, config: accelerators(text) }, platform, [
      'cpu',
      'cuda',
      'tensorrt',
      'dml',
    ]);

  test('are those of gpu_execution_accelerator in their order, then the usual one, then the CPU', () => {
    expect(choose('gpu_execution_accelerator { name: "tensorrt" }').providers).toEqual([
      { name: 'tensorrt', deviceId: 1 },
      { name: 'cuda', deviceId: 1 },
      'cpu',
    ]);
    expect(choose('', 'win32').providers).toEqual([{ name: 'dml', deviceId: 1 }, 'cpu']);
  });

  test('leave out what there is not, and settings that cannot be made, and say so', () => {
    const text = `gpu_execution_accelerator { name: "rocm" parameters { key: "a" value: "1" } }`;
    expect(choose(text)).toMatchObject({
      name: 'cuda',
      unfulfilled: [
        "ONNX Runtime has no execution provider 'rocm' on this system.",
        "The parameters of accelerator 'rocm' (a) cannot be set from here.",
      ],
    });
  });
});

describe('a TensorRT plan', () => {
  test('says that it needs a GPU where there is none', async () => {
    const server = await startServer(await repositoryOf(plan), { devicePlaces: nothing });
    const failure = server.models.served('m')?.failure?.error;
    expect(failure?.message).toMatch(/a TensorRT plan needs a GPU of NVIDIA/);
    expect(failure?.nextStep).toMatch(/^Serve it on a machine with a GPU/);
  });

  test('says what is missing where there is one', async () => {
    const server = await startServer(await repositoryOf(plan), { devicePlaces: await cards() });
    const failure = server.models.served('m')?.failure?.error;
    expect(failure?.message).toMatch(/The tensorrt backend cannot run: .* has no tensorrt and cuda\./);
    expect(failure?.nextStep).toMatch(/pip install tensorrt cuda-python/);
  });
});
