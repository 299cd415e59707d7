import { describe, expect, test } from 'vitest';
import { packBytes } from '../../../../server/tensors/bytes-elements.ts';
import type { Datatype } from '../../../../server/tensors/datatype.ts';
import { configOf, ECHO, modelPy, vector, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { binaryOutputs, binaryRequest, type ClientTensor, floatsOf } from '../../../support/v2-client.ts';

/** Sends tensors in binary. */
function infer(
  server: TestServer,
  model: string,
  inputs: readonly ClientTensor[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<Response> {
  return server.call(`/v2/models/${model}/infer`, { method: 'POST', ...binaryRequest(inputs, more) });
}

async function serve(source: string, more = ''): Promise<TestServer> {
  return await startServer(await repositoryOf(vectorModel('m', source, more)));
}

async function reasonOf(files: Readonly<Record<string, string>>): Promise<string> {
  const server = await startServer(await repositoryOf(files));
  return server.models.served('m')?.failure?.error.message ?? 'it was loaded';
}

/** An `execute` that answers every request with what an expression over `request` gives. */
const answering = (expression: string) =>
  modelPy(`
  def execute(self, requests):
    return [${expression} for request in requests]
`);

const OUT = 'pb_utils.Tensor("out", request.inputs()[0].as_numpy() * 2)';
/** Gives back JSON as text, for looking into a request. */
const told = (expression: string) => `import json
import numpy as np
${answering(`pb_utils.InferenceResponse([pb_utils.Tensor("out", np.array([json.dumps(${expression})], dtype=object))])`)}`;

describe('a model.py', () => {
  test('answers with what its execute returns', async () => {
    const server = await serve(answering(`pb_utils.InferenceResponse([${OUT}])`));
    const response = await infer(server, 'm', [vector(1, 2, 3.5)]);
    expect(response.status).toBe(200);
    expect([...floatsOf((await binaryOutputs(response)).get('out')?.data)]).toEqual([2, 4, 7]);
  });

  test.each<[Datatype, string, Uint8Array]>([
    ['BOOL', 'TYPE_BOOL', Uint8Array.of(1, 0, 1, 1)],
    ['UINT8', 'TYPE_UINT8', Uint8Array.of(0, 1, 128, 255)],
    ['UINT16', 'TYPE_UINT16', new Uint8Array(Uint16Array.of(0, 1, 32768, 65535).buffer)],
    ['UINT32', 'TYPE_UINT32', new Uint8Array(Uint32Array.of(0, 1, 2 ** 31, 2 ** 32 - 1).buffer)],
    ['UINT64', 'TYPE_UINT64', new Uint8Array(BigUint64Array.of(0n, 1n, 2n ** 63n, 2n ** 64n - 1n).buffer)],
    ['INT8', 'TYPE_INT8', new Uint8Array(Int8Array.of(-128, -1, 0, 127).buffer)],
    ['INT16', 'TYPE_INT16', new Uint8Array(Int16Array.of(-32768, -1, 0, 32767).buffer)],
    ['INT32', 'TYPE_INT32', new Uint8Array(Int32Array.of(-(2 ** 31), -1, 0, 2 ** 31 - 1).buffer)],
    ['INT64', 'TYPE_INT64', new Uint8Array(BigInt64Array.of(-(2n ** 63n), -1n, 0n, 2n ** 63n - 1n).buffer)],
    ['FP16', 'TYPE_FP16', new Uint8Array(Uint16Array.of(0x3c00, 0x7c00, 0x8000, 0x0001).buffer)],
    ['FP32', 'TYPE_FP32', new Uint8Array(Float32Array.of(1.5, -0, Infinity, 1e-42).buffer)],
    ['FP64', 'TYPE_FP64', new Uint8Array(Float64Array.of(1.5, -0, -Infinity, Math.PI).buffer)],
    [
      'BYTES',
      'TYPE_STRING',
      packBytes(['', 'ä', 'two\0', 'x'.repeat(70_000)].map((text) => Buffer.from(text))),
    ],
  ])('carries %s to the last bit', async (datatype, configType, data) => {
    const files = { 'm/config.pbtxt': configOf(configType, '[ 2, 2 ]'), 'm/1/model.py': ECHO };
    const server = await startServer(await repositoryOf(files));
    const response = await infer(server, 'm', [{ name: 'in', datatype, shape: [2, 2], data }]);
    expect((await binaryOutputs(response)).get('out')).toEqual({
      name: 'out',
      datatype,
      shape: [2, 2],
      data,
    });
  });

  test('carries tensors without elements, and brain floats as torch sees them', async () => {
    const none = { name: 'in', datatype: 'FP32', shape: [0], data: new Uint8Array() } as const;
    const server = await serve(ECHO);
    expect((await binaryOutputs(await infer(server, 'm', [none]))).get('out')?.shape).toEqual([0]);
    const halved = `import torch
${modelPy(`
  def execute(self, requests):
    given = torch.from_dlpack(requests[0].inputs()[0])
    return [pb_utils.InferenceResponse([pb_utils.Tensor.from_dlpack("out", given / 2)])]
`)}`;
    const files = { 'm/config.pbtxt': configOf('TYPE_BF16', '[ 2 ]'), 'm/1/model.py': halved };
    const brain = await startServer(await repositoryOf(files));
    const ones = new Uint8Array(Uint16Array.of(0x3f80, 0xc000).buffer);
    const response = await infer(brain, 'm', [{ name: 'in', datatype: 'BF16', shape: [2], data: ones }]);
    const halves = new Uint8Array(Uint16Array.of(0x3f00, 0xbf80).buffer);
    expect((await binaryOutputs(response)).get('out')?.data).toEqual(halves);
  });

  test('sees what the caller said beside its tensors', async () => {
    const files = {
      'm/config.pbtxt': `backend: "python"
        input [ { name: "in" data_type: TYPE_FP32 dims: [ -1 ] } ]
        output [ { name: "out" data_type: TYPE_STRING dims: [ 1 ] } ]`,
      'm/1/model.py': told(`[
        request.request_id(), request.correlation_id(), request.flags(), request.timeout(),
        json.loads(request.parameters()), request.requested_output_names(), request.is_cancelled()]`),
    };
    const server = await startServer(await repositoryOf(files));
    const response = await server.post('/v2/models/m/infer', {
      id: 'seven',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1], data: [0] }],
      parameters: { sequence_id: 5, sequence_start: true, timeout: 9, mood: 'good', size: 3, half: true },
    });
    const { id, outputs } = JSON.parse(await response.text()) as {
      id: string;
      outputs: { data: string[] }[];
    };
    expect(id).toBe('seven');
    expect(JSON.parse(outputs[0]?.data[0] ?? '')).toEqual([
      'seven',
      5,
      1,
      9,
      { mood: 'good', size: 3, half: true },
      ['out'],
      false,
    ]);
  });

  test('may say something beside its tensors, too', async () => {
    const said = '{"seconds": 1.5, "ok": True, "wide": 2**60, "word": "yes"}';
    const server = await serve(answering(`pb_utils.InferenceResponse([${OUT}], parameters=${said})`));
    const response = await server.post('/v2/models/m/infer', {
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1], data: [1] }],
    });
    expect(await response.text()).toContain(
      '"parameters":{"seconds":1.5,"ok":true,"wide":1152921504606846976,"word":"yes"}',
    );
  });

  test('is told in initialize who and where it is, and cleans up in finalize', async () => {
    const server = await serve(
      modelPy(`
  def initialize(self, args):
    import json, os
    assert args["model_name"] == "m" and args["model_version"] == "1", args
    assert args["model_instance_name"].startswith("m") and args["model_instance_kind"] == "CPU", args
    assert os.path.isfile(os.path.join(args["model_repository"], "config.pbtxt")), args
    assert json.loads(args["model_config"])["input"][0]["name"] == "in"
    assert pb_utils.get_model_dir() == os.path.join(args["model_repository"], "1")
    pb_utils.Logger.log_warn("initialized " + __name__)
  def execute(self, requests): pass
  def finalize(self):
    pb_utils.Logger.log_info("finalized")
`),
    );
    expect(server.log()).toMatch(/^W.*initialized 1\.model/m);
    await server.post('/v2/repository/models/m/unload');
    await expect.poll(() => server.log(), { interval: 5 }).toMatch(/^I.*"finalized"/m);
  });

  test('may be written with coroutines', async () => {
    const server = await serve(
      modelPy(`
  async def execute(self, requests):
    import asyncio
    await asyncio.gather(*[asyncio.sleep(0) for _ in requests])
    return [pb_utils.InferenceResponse([${OUT}]) for request in requests]
`),
    );
    expect((await infer(server, 'm', [vector(1)])).status).toBe(200);
  });

  test('may import what lies beside it, and below it', async () => {
    const files = {
      ...vectorModel(
        'm',
        `from helper import TWO\nfrom .near import THREE\nimport shared.four\n${answering(
          'pb_utils.InferenceResponse([pb_utils.Tensor("out", request.inputs()[0].as_numpy() * TWO * THREE * shared.four.FOUR)])',
        )}`,
      ),
      'm/1/helper.py': 'TWO = 2',
      'm/1/near.py': 'THREE = 3',
      'm/shared/four.py': 'FOUR = 4',
    };
    const repository = await repositoryOf(files);
    const server = await startServer(repository);
    const outputs = await binaryOutputs(await infer(server, 'm', [vector(1)]));
    expect([...floatsOf(outputs.get('out')?.data)]).toEqual([24]);
  });

  test('answers a whole batch at once, each request with its own part', async () => {
    const server = await startServer(
      await repositoryOf(
        vectorModel(
          'm',
          modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse([
        pb_utils.Tensor("out", request.inputs()[0].as_numpy() * 0 + len(requests))
      ])
      for request in requests
    ]
`),
          'max_batch_size: 8 dynamic_batching { max_queue_delay_microseconds: 200000 preferred_batch_size: [ 4 ] }',
        ),
      ),
    );
    const rows = (count: number): ClientTensor => ({
      ...vector(...Array.from({ length: count }, () => 1)),
      shape: [count, 1],
    });
    const responses = await Promise.all([1, 1, 2].map((count) => infer(server, 'm', [rows(count)])));
    const outputs = await Promise.all(responses.map(binaryOutputs));
    expect(outputs.map((one) => [...floatsOf(one.get('out')?.data)])).toEqual([[3], [3], [3, 3]]);
  });

  test('is not asked for outputs that nobody wants', async () => {
    const files = {
      'm/config.pbtxt': `backend: "python"
        input [ { name: "in" data_type: TYPE_FP32 dims: [ -1 ] } ]
        output [ { name: "out" data_type: TYPE_FP32 dims: [ -1 ] }, { name: "more" data_type: TYPE_FP32 dims: [ -1 ] } ]`,
      'm/1/model.py': answering(
        `pb_utils.InferenceResponse([${OUT}, pb_utils.Tensor("more", request.inputs()[0].as_numpy())])`,
      ),
    };
    const server = await startServer(await repositoryOf(files));
    const response = await infer(server, 'm', [vector(1)], { outputs: [{ name: 'more' }] });
    expect([...(await binaryOutputs(response)).keys()]).toEqual(['more']);
  });
});

describe('a model.py that completes its configuration', () => {
  const completing = (body: string) =>
    modelPy(`
  @staticmethod
  def auto_complete_config(config):
${body}
  def execute(self, requests):
    return [pb_utils.InferenceResponse([${OUT}]) for request in requests]
`);
  const whole = `
    config.add_input({"name": "in", "data_type": "TYPE_FP32", "dims": [-1]})
    config.add_output({"name": "out", "data_type": "TYPE_FP32", "dims": [-1]})
    config.set_max_batch_size(6)
    config.set_dynamic_batching()
    return config`;

  test('needs none on disk, and the window is told what was filled in', async () => {
    const server = await startServer(await repositoryOf({ 'm/1/model.py': completing(whole) }));
    const config: unknown = await (await server.call('/v2/models/m/config')).json();
    expect(config).toMatchObject({
      backend: 'python',
      max_batch_size: 6,
      input: [{ name: 'in', dims: [-1] }],
    });
    expect(server.models.served('m')?.prepared?.completed).toContainEqual({
      field: 'input',
      value: 'in TYPE_FP32 [-1]',
      why: 'auto_complete_config of model.py says so.',
    });
    expect(server.models.served('m')?.prepared?.completed.map(({ field }) => field)).toContain('backend');
  });

  test.each([
    [
      'config.set_max_batch_size(4); return config',
      "ValueError: configuration specified max_batch_size 6, but in auto-complete-config function for model 'm' specified max_batch_size 4",
    ],
    ['pass', "auto_complete_config function in model 'm' must return a valid pb.ModelConfig object."],
    [
      'config.add_input({"name": "in", "data_type": "TYPE_INT8", "dims": [-1]}); return config',
      "unable to load model 'm', configuration expects datatype TYPE_FP32 for input 'in', model provides TYPE_INT8",
    ],
    [
      'config.add_output({"name": "out", "dims": [-1]}); return config',
      "output 'out' in auto-complete-config function for model 'm' is missing 'data_type' property.",
    ],
    ['raise RuntimeError("no idea")', 'RuntimeError: no idea'],
  ])('and contradicts it with "%s" is not loaded', async (body, reason) => {
    const files = vectorModel('m', completing(`    ${body}`), 'max_batch_size: 6');
    expect(await reasonOf(files)).toContain(reason);
  });

  test('is not asked when auto-completion is off', async () => {
    const files = vectorModel('m', completing(`    raise RuntimeError("asked")`));
    const server = await startServer(await repositoryOf(files), { autoComplete: false });
    expect((await infer(server, 'm', [vector(1)])).status).toBe(200);
  });

  test('and never comes back is given up', async () => {
    const files = vectorModel('m', completing('    import time\n    time.sleep(1000)'));
    const server = await startServer(await repositoryOf(files), {
      backendConfig: { python: { 'stub-timeout-seconds': '2' } },
    });
    expect(server.models.served('m')?.failure?.error.message).toMatch(/was not ready after 2 s/);
  });
});

describe('a model.py that is wrong', () => {
  test.each([
    ['without the class', 'x = 1', "AttributeError: module '1.model' has no attribute 'TritonPythonModel'"],
    ['without execute', 'class TritonPythonModel:\n  pass', 'model.py does not implement `execute` method.'],
    ['with a syntax error', 'class TritonPythonModel\n  pass', 'SyntaxError'],
    [
      'that fails in initialize',
      modelPy('  def initialize(self, args): raise KeyError("weights")\n  def execute(self, r): pass'),
      "KeyError: 'weights'",
    ],
    [
      'that exits in initialize',
      modelPy('  def initialize(self, args): raise SystemExit(3)\n  def execute(self, r): pass'),
      'SystemExit: 3',
    ],
    [
      'that ends its process in initialize',
      modelPy(
        '  def initialize(self, args):\n    import os, sys\n    print("last words", file=sys.stderr)\n    os._exit(3)\n  def execute(self, r): pass',
      ),
      'The Python process ended with exit code 3 before the model was loaded.\nlast words',
    ],
  ])('%s says so', async (_, source, reason) => {
    expect(await reasonOf(vectorModel('m', source))).toContain(reason);
  });

  test('because it imports what is missing says how to get it', async () => {
    const server = await startServer(await repositoryOf(vectorModel('m', `import no_such_module\n${ECHO}`)));
    const failure = server.models.served('m')?.failure?.error;
    expect(failure?.message).toContain("ModuleNotFoundError: No module named 'no_such_module'");
    expect(failure?.nextStep).toMatch(/^Write no_such_module into requirements\.txt/);
  });

  test.each([
    [
      'raise ValueError("bad day")',
      /^Failed to process the request\(s\) for model 'm_0', message: ValueError: bad day\n\nAt:\n {2}.*model\.py\(\d+\): execute\n/,
    ],
    ['return []', /InferenceRequest\(s\) size is:1, and InferenceResponse\(s\) size is:0/],
    ['return None', /Expected a list in the execute return, found type '<class 'NoneType'>'\./],
    [
      'return [7]',
      /Expected an 'InferenceResponse' object in the execute function return list, found type '<class 'int'>'\./,
    ],
    ['exit()', /message: SystemExit/],
  ])('in execute (%s) fails the request with the reason, and goes on', async (body, reason) => {
    const server = await serve(modelPy(`\n  def execute(self, requests):\n    ${body}\n`));
    for (let time = 0; time < 2; time += 1) {
      const response = await infer(server, 'm', [vector(1)]);
      expect(response.status).toBe(500);
      expect(await errorOf(response)).toMatch(reason);
    }
  });

  test('for one request of a batch fails that one alone, with its own status', async () => {
    const server = await serve(
      modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse(error=pb_utils.TritonError("no such row", pb_utils.TritonError.NOT_FOUND))
      if request.inputs()[0].as_numpy()[0, 0] < 0 else
      pb_utils.InferenceResponse([pb_utils.Tensor("out", request.inputs()[0].as_numpy())])
      for request in requests
    ]
`),
      'max_batch_size: 2 dynamic_batching { max_queue_delay_microseconds: 200000 }',
    );
    const send = (number: number) => infer(server, 'm', [{ ...vector(number), shape: [1, 1] }]);
    const [bad, good] = await Promise.all([send(-1), send(1)]);
    expect([bad.status, await errorOf(bad), good.status]).toEqual([404, 'no such row', 200]);
  });
});

describe('a model.py that is asked whether it is ready', () => {
  test.each([
    ['def is_ready(self): return True', 200],
    ['def is_ready(self): return False', 400],
    ['def is_ready(self): raise ValueError("not today")', 400],
    ['async def is_ready(self): return True', 200],
  ])('%s', async (method, status) => {
    const server = await serve(`${ECHO}\n  ${method}\n`);
    const response = await server.call('/v2/models/m/ready');
    expect(response.status).toBe(status);
    if (status === 400) expect(await errorOf(response)).toBe('Model version not ready');
  });
});
