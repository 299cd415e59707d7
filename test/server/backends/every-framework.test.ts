import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TENSORFLOW } from '../../../scripts/lib/test-environments.ts';
import { GRPCInferenceService } from '../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { digitsNet } from '../../support/frameworks/digits-net.ts';
import { floatsIn, largestDifference, makeModels } from '../../support/frameworks/make.ts';
import { GrpcClient } from '../../support/grpc-client.ts';
import { modelPy } from '../../support/python-models.ts';
import { repositoryOf, writeFiles } from '../../support/repository.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { binaryOutputs, binaryRequest, floatBytes, floatsOf } from '../../support/v2-client.ts';

const SYSTEM_PYTHON = '/usr/bin/python3';
const backendConfig = { tensorflow: { interpreter: TENSORFLOW.python } };
const PIXELS = 28 * 28;

/** Folders in which PyTorch and TensorFlow made a CNN that they trained on the sample digits, with their own answers. */
let torch = '';
let tensorflow = '';
beforeAll(async () => {
  [torch, tensorflow] = [
    await mkdtemp(join(tmpdir(), 'inferdeck-torch-')),
    await mkdtemp(join(tmpdir(), 'inferdeck-tf-')),
  ];
  await makeModels(SYSTEM_PYTHON, 'torch_models.py', torch);
  await makeModels(TENSORFLOW.python, 'tensorflow_models.py', tensorflow);
});
afterAll(async () => {
  for (const folder of [torch, tensorflow]) await rm(folder, { recursive: true, force: true });
});

/** Runs the same network from PyTorch's file, in code. */
const MODEL_PY = `import torch, os
${modelPy(`
  def initialize(self, args):
    self.model = torch.jit.load(os.path.join(pb_utils.get_model_dir(), "weights.pt")).eval()
  def execute(self, requests):
    responses = []
    for request in requests:
      image = torch.from_numpy(pb_utils.get_input_tensor_by_name(request, "image").as_numpy())
      with torch.no_grad():
        responses.append(pb_utils.InferenceResponse([pb_utils.Tensor("scores", self.model(image).numpy())]))
    return responses
`)}`;

const config = (framework: string, output: string, image = '[ 1, 28, 28 ]') => `${framework} max_batch_size: 8
  instance_group { count: 1 kind: KIND_CPU }
  input { name: "image" data_type: TYPE_FP32 dims: ${image} }
  output { name: "${output}" data_type: TYPE_FP32 dims: [ 10 ] }`;

interface Form {
  readonly output: string;
  readonly shape: readonly number[];
  readonly config: string;
  readonly files: (version: string) => Promise<void>;
  readonly answers: () => string;
}

const NCHW = [1, 28, 28];
const NHWC = [28, 28, 1];
const torchFile = () => readFile(join(torch, 'cnn/model.pt'));
const FORMS: Readonly<Record<string, Form>> = {
  'TorchScript model': {
    output: 'scores__0',
    shape: NCHW,
    config: config('platform: "pytorch_libtorch"', 'scores__0'),
    files: async (version) => writeFiles(version, { 'model.pt': await torchFile() }),
    answers: () => join(torch, 'cnn'),
  },
  'Caffe2 net': {
    output: 'scores',
    shape: NCHW,
    config: config('platform: "caffe2_netdef"', 'scores'),
    files: async (version) => writeFiles(version, await digitsNet(torch)),
    answers: () => join(torch, 'cnn'),
  },
  'model.py': {
    output: 'scores',
    shape: NCHW,
    config: config('backend: "python"', 'scores'),
    files: async (version) => writeFiles(version, { 'model.py': MODEL_PY, 'weights.pt': await torchFile() }),
    answers: () => join(torch, 'cnn'),
  },
  SavedModel: {
    output: 'scores',
    shape: NHWC,
    config: config('platform: "tensorflow_savedmodel"', 'scores', '[ 28, 28, 1 ]'),
    files: (version) => cp(join(tensorflow, 'cnn'), join(version, 'model.savedmodel'), { recursive: true }),
    answers: () => tensorflow,
  },
  'frozen graph': {
    output: 'Identity',
    shape: NHWC,
    config: config('platform: "tensorflow_graphdef"', 'Identity', '[ 28, 28, 1 ]'),
    files: async (version) =>
      writeFiles(version, { 'model.graphdef': await readFile(join(tensorflow, 'cnn.graphdef')) }),
    answers: () => tensorflow,
  },
};

type Ask = (rows: number, image: Float32Array) => Promise<Float32Array>;

function overHttp(server: TestServer, { output, shape }: Form): Ask {
  return async (rows, image) => {
    const input = {
      name: 'image',
      datatype: 'FP32',
      shape: [rows, ...shape],
      data: floatBytes(image),
    } as const;
    const response = await server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest([input]) });
    return floatsOf((await binaryOutputs(response)).get(output)?.data);
  };
}

function overGrpc(server: TestServer, { shape }: Form): Ask {
  const client = new GrpcClient(server);
  return async (rows, image) => {
    const response = await client.call(GRPCInferenceService.method.modelInfer, {
      modelName: 'm',
      inputs: [{ name: 'image', datatype: 'FP32', shape: [rows, ...shape].map(BigInt) }],
      rawInputContents: [new Uint8Array(floatBytes(image))],
    });
    return floatsOf(new Uint8Array(response.rawOutputContents[0] ?? []));
  };
}

describe.each(Object.entries(FORMS))('a %s that was trained on the digits', (_, form) => {
  test('answers as its framework does over HTTP and gRPC, alone and as a batch', async () => {
    const repository = await repositoryOf({ 'm/config.pbtxt': form.config, 'm/1/.keep': '' });
    await form.files(join(repository, 'm/1'));
    const server = await startServer(repository, { backendConfig });
    expect(server.models.served('m')?.failure?.error.message).toBeUndefined();
    const image = await floatsIn(form.answers(), 'image');
    const expected = await floatsIn(form.answers(), 'scores');
    for (const ask of [overHttp(server, form), overGrpc(server, form)]) {
      for (const rows of [1, 8]) {
        const got = await ask(rows, image.slice(0, rows * PIXELS));
        expect(largestDifference(got, expected.subarray(0, rows * 10))).toBeLessThan(1e-5);
      }
    }
  });
});
