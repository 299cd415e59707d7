import { describe, expect, onTestFinished, test } from 'vitest';
import { announcedServer } from '../../scripts/lib/announced-server.ts';
import { FROZEN_2019 } from '../support/config-samples.ts';
import { onnxModel } from '../support/onnx.ts';
import { repositoryOf } from '../support/repository.ts';
import { callV1, headerOf } from '../support/v1-http-client.ts';
import { floatBytes, floatsOf } from '../support/v2-client.ts';

const FEATURES = 512;

/** A net that makes a feature vector of the mean of each colour: row k of the weights is k, so that it can be foretold. */
function extractor(input: string, shape: readonly (number | string)[], output: string): Uint8Array {
  const [batch = 1] = shape;
  const weights = Float32Array.from({ length: 3 * FEATURES }, (_, index) => Math.floor(index / FEATURES));
  return onnxModel({
    inputs: [{ name: input, datatype: 'FP32', shape }],
    outputs: [
      { name: output, datatype: 'FP32', shape: [batch, ...(shape.length === 5 ? [1] : []), FEATURES] },
    ],
    nodes: [
      { op: 'ReduceMean', inputs: [input], outputs: ['means'], attributes: { axes: [-2, -1], keepdims: 0 } },
      { op: 'MatMul', inputs: ['means', 'weights'], outputs: [output] },
    ],
    weights: [{ name: 'weights', shape: [3, FEATURES], values: weights }],
  });
}

/** A picture whose colours are these. */
const picture = (side: number, ...colours: readonly [number, number, number]) =>
  colours.flatMap((colour) => Array.from({ length: side * side }, () => colour));
const featureOf = ([, green, blue]: readonly [number, number, number]) => green + 2 * blue;

/** A face model as it was then, one without a configuration, and one that takes batches; started with the flags of then. */
async function servedAsThen() {
  const repository = await repositoryOf({
    'onnx_model/config.pbtxt': FROZEN_2019,
    'onnx_model/1/model.onnx': extractor('gpu_0/data', ['N', 1, 3, 112, 112], 'gpu_0/softmax'),
    'onnx_model_224/1/model.onnx': extractor('input.1', [1, 3, 224, 224], '558'),
    'onnx_model_10/config.pbtxt': `name: "onnx_model_10" platform: "onnxruntime_onnx" max_batch_size: 10
      input [ { name: "data" data_type: TYPE_FP32 format: FORMAT_NCHW dims: [ 3, 112, 112 ] } ]
      output [ { name: "features" data_type: TYPE_FP32 dims: [ 512 ] } ]`,
    'onnx_model_10/1/model.onnx': extractor('data', ['N', 3, 112, 112], 'features'),
  });
  const server = await announcedServer([
    `--model-repository=${repository}`,
    '--strict-model-config=false',
    '--http-port=0',
    '--model-control-mode=none',
  ]);
  onTestFinished(() => server.end('SIGTERM'));
  await expect
    .poll(async () => (await callV1(server, 'GET', '/api/health/ready')).statusLine)
    .toBe('HTTP/1.1 200 OK');
  return server;
}

describe('the walk of 2019', () => {
  test('curl of the status of a model without a configuration prints its fields in their order', async () => {
    const server = await servedAsThen();
    const { body } = await callV1(server, 'GET', '/api/status/onnx_model_224');
    expect(body.toString().replace(/uptime_ns: \d+/, 'uptime_ns: 1')).toBe(`id: "inference:0"
version: "1.7.0"
uptime_ns: 1
model_status {
  key: "onnx_model_224"
  value {
    config {
      name: "onnx_model_224"
      platform: "onnxruntime_onnx"
      version_policy {
        latest {
          num_versions: 1
        }
      }
      input {
        name: "input.1"
        data_type: TYPE_FP32
        dims: 1
        dims: 3
        dims: 224
        dims: 224
      }
      output {
        name: "558"
        data_type: TYPE_FP32
        dims: 1
        dims: 512
      }
      instance_group {
        name: "onnx_model_224"
        count: 2
        kind: KIND_CPU
      }
      default_model_filename: "model.onnx"
    }
    version_status {
      key: 1
      value {
        ready_state: MODEL_READY
      }
    }
  }
}
ready_state: SERVER_READY
`);
  });

  test('a face becomes a feature vector of [1, 512]', async () => {
    const server = await servedAsThen();
    const colours = [0.5, 0.25, 1] as const;
    const header =
      'batch_size: 1 input { name: "gpu_0/data" dims: [ 1, 3, 112, 112 ] } output { name: "gpu_0/softmax" }';
    const answer = await callV1(server, 'POST', '/api/infer/onnx_model', {
      headers: [`NV-InferRequest:${header}`],
      body: floatBytes(picture(112, ...colours)),
    });
    expect(headerOf(answer, 'NV-Status')).toMatch(/^code: SUCCESS/);
    expect(headerOf(answer, 'NV-InferResponse')).toContain('raw { dims: 1 dims: 512 batch_byte_size: 2048 }');
    const features = floatsOf(Uint8Array.from(answer.body.subarray(0, FEATURES * 4)));
    expect([features.length, new Set(features)]).toEqual([FEATURES, new Set([featureOf(colours)])]);
  });

  test('ten pictures are one batch; eight batches at once are picked up by their ids', async () => {
    const server = await servedAsThen();
    const batch = (id: number) => Array.from({ length: 10 }, (_, row) => [0, id, row] as const);
    const run = async (id: number) => {
      const answer = await callV1(server, 'POST', '/api/infer/onnx_model_10', {
        headers: [
          `NV-InferRequest:batch_size: 10 input { name: "data" } output { name: "features" } id: ${id}`,
        ],
        body: floatBytes(batch(id).flatMap((colours) => picture(112, ...colours))),
      });
      const answeredId = Number(/ id: (\d+)$/.exec(headerOf(answer, 'NV-InferResponse') ?? '')?.[1]);
      return [answeredId, floatsOf(Uint8Array.from(answer.body.subarray(0, 10 * FEATURES * 4)))] as const;
    };
    const firstOfRows = (features: ArrayLike<number> | undefined) =>
      Array.from({ length: 10 }, (_, row) => features?.[row * FEATURES]);

    const [id, features] = await run(100);
    expect([id, firstOfRows(features)]).toEqual([100, batch(100).map(featureOf)]);

    const answers = new Map(await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(run)));
    expect([...answers.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const asked of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(firstOfRows(answers.get(asked))).toEqual(batch(asked).map(featureOf));
    }
  });
});
