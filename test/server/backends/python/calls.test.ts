import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TRACE_DEFAULTS } from '../../../../server/telemetry/trace/trace-state.ts';
import { identityModel } from '../../../support/onnx.ts';
import { modelPy, vector, vectorModel } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp.ts';
import { binaryOutputs, binaryRequest, floatsOf } from '../../../support/v2-client.ts';

/** Models to call: one that doubles, one that fails, one that counts, and one of ONNX. */
const OTHERS = {
  ...vectorModel(
    'double',
    modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse([pb_utils.Tensor("out", request.inputs()[0].as_numpy() * 2)])
      for request in requests
    ]
`),
  ),
  ...vectorModel(
    'fails',
    modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse(error=pb_utils.TritonError("never", pb_utils.TritonError.INVALID_ARG))
      for request in requests
    ]
`),
  ),
  ...vectorModel(
    'count',
    `import numpy as np\n${modelPy(`
  def execute(self, requests):
    for request in requests:
      sender = request.get_response_sender()
      for number in range(int(request.inputs()[0].as_numpy()[0])):
        sender.send(pb_utils.InferenceResponse([pb_utils.Tensor("out", np.array([number], np.float32))]))
      sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
`)}`,
    'model_transaction_policy { decoupled: true }',
  ),
  'onnx/1/model.onnx': identityModel('FP32', ['batch', 2]),
};

/** A model whose answer to `given`, an array, is what the lines leave in `result`. */
const caller = (lines: string, how = 'def') => `import asyncio
import numpy as np
def call(model, array, **more):
  return pb_utils.InferenceRequest(
    model_name=model, requested_output_names=["out"], inputs=[pb_utils.Tensor("in", array)], **more)
def numbers(response):
  if response.has_error():
    raise pb_utils.TritonModelException(response.error().message())
  return pb_utils.get_output_tensor_by_name(response, "out").as_numpy()
${modelPy(`
  ${how} execute(self, requests):
    responses = []
    for request in requests:
      given = request.inputs()[0].as_numpy()
${lines
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
      responses.append(pb_utils.InferenceResponse([pb_utils.Tensor("out", np.asarray(result, np.float32))]))
    return responses
`)}`;

async function serve(source: string): Promise<TestServer> {
  return await startServer(await repositoryOf({ ...OTHERS, ...vectorModel('m', source) }));
}

async function resultOf(source: string, ...given: readonly number[]): Promise<number[]> {
  const response = await infer(await serve(source), ...given);
  return [...floatsOf((await binaryOutputs(response)).get('out')?.data)];
}

const infer = (server: TestServer, ...given: readonly number[]): Promise<Response> =>
  server.call('/v2/models/m/infer', { method: 'POST', ...binaryRequest([vector(...given)]) });

describe('a model that calls other models', () => {
  test('gets their answers', async () => {
    expect(await resultOf(caller('result = numbers(call("double", given).exec())'), 1, 2)).toEqual([2, 4]);
  });

  test('calls models of other frameworks, and versions by number', async () => {
    const onnx = `result = numbers(pb_utils.InferenceRequest(
  model_name="onnx", model_version=1, requested_output_names=["out"],
  inputs=[pb_utils.Tensor("in", given[None, :])]).exec())[0]`;
    expect(await resultOf(caller(onnx), 3, 4)).toEqual([3, 4]);
  });

  test('calls several at once where it is a coroutine', async () => {
    const together = `calls = [call("double", given + step).async_exec() for step in range(3)]
result = np.concatenate([numbers(response) for response in await asyncio.gather(*calls)])`;
    expect(await resultOf(caller(together, 'async def'), 1)).toEqual([2, 4, 6]);
  });

  test('takes the answers of a decoupled one as they come', async () => {
    const collect = `result = [numbers(response)[0] for response in call("count", given).exec(decoupled=True)]`;
    expect(await resultOf(caller(collect), 4)).toEqual([0, 1, 2, 3]);
    const inTurn = `result = []
async for response in await call("count", given).async_exec(decoupled=True):
  result.append(numbers(response)[0])`;
    expect(await resultOf(caller(inTurn, 'async def'), 3)).toEqual([0, 1, 2]);
  });

  test('takes the one answer of any other as an iterator, too', async () => {
    const collect = `result = [numbers(response)[0] for response in call("double", given).exec(decoupled=True)]`;
    expect(await resultOf(caller(collect), 4)).toEqual([8]);
  });

  test('hears the errors of those it calls, with their code', async () => {
    const errors = `said = []
for model in ("fails", "nobody", "count"):
  response = call(model, given).exec()
  said.append((response.error().code(), response.error().message()))
raise RuntimeError(str(said))`;
    const response = await infer(await serve(caller(`result = 0\n${errors}`)), 1);
    const message = await errorOf(response);
    expect(message).toContain("(3, 'never')");
    expect(message).toContain(`(2, "Request for unknown model: 'nobody' is not found")`);
    expect(message).toMatch(/\(5, "model 'count' is decoupled/);
  });

  test('calls through a chain of itself without holding anybody up', async () => {
    const server = await startServer(
      await repositoryOf({
        ...OTHERS,
        ...vectorModel(
          'm',
          caller('result = given if given[0] <= 0 else numbers(call("m", given - 1).exec()) + 1'),
          'instance_group { count: 4 kind: KIND_CPU }',
        ),
      }),
    );
    const response = await infer(server, 3);
    expect([...floatsOf((await binaryOutputs(response)).get('out')?.data)]).toEqual([3]);
  });
});

describe('a model that loads and unloads others', () => {
  test('finds them ready afterwards, and gone', async () => {
    const control = `pb_utils.unload_model("double")
before = pb_utils.is_model_ready("double")
pb_utils.load_model("double")
result = [before, pb_utils.is_model_ready("double"), pb_utils.is_model_ready("double", "1"), pb_utils.is_model_ready("x")]`;
    expect(await resultOf(caller(control), 0)).toEqual([0, 1, 1, 0]);
  });

  test('may do so in initialize, with a configuration of its own', async () => {
    const source = caller('result = numbers(call("double", np.stack([given])).exec())[0]').replace(
      '  def execute',
      `  def initialize(self, args):
    tensor = {"data_type": "TYPE_FP32", "dims": [-1]}
    config = {"backend": "python", "max_batch_size": 2,
      "input": [{"name": "in", **tensor}], "output": [{"name": "out", **tensor}]}
    import json
    pb_utils.load_model("double", config=json.dumps(config))
  def execute`,
    );
    const repository = await repositoryOf({ ...OTHERS, ...vectorModel('m', source) });
    const server = await startServer(repository, { loadModels: ['m'] });
    expect([...floatsOf((await binaryOutputs(await infer(server, 1))).get('out')?.data)]).toEqual([2]);
  });

  test('hears why one does not load, and that loading is not for it to decide', async () => {
    const source = caller('pb_utils.load_model("nobody")\nresult = 0');
    const message = await errorOf(await infer(await serve(source), 1));
    expect(message).toMatch(/TritonModelException: There is no model folder 'nobody'/);
    const repository = await repositoryOf({ ...OTHERS, ...vectorModel('m', source) });
    const fixed = await startServer(repository, { controlMode: 'none' });
    expect(await errorOf(await infer(fixed, 1))).toMatch(
      /TritonModelException: explicit model load \/ unload is not allowed if polling is enabled/,
    );
  });
});

test('calls that are made with the trace of a request are written down with it', async () => {
  const file = join(await tempFolder(), 'traces.json');
  const trace = { ...TRACE_DEFAULTS, rate: 1, file, levels: ['TIMESTAMPS'] } as const;
  const source = caller(`traced = {"trace": request.trace(), "request_id": "inner"}
numbers(call("onnx", given.reshape(1, -1), **traced).exec())
numbers(call("double", given).exec())
result = sum(float(numbers(one)[0]) for one in call("count", np.float32([3]), **traced).exec(decoupled=True))`);
  const server = await startServer(await repositoryOf({ ...OTHERS, ...vectorModel('m', source) }), { trace });
  const response = await infer(server, 1, 2);
  expect([...floatsOf((await binaryOutputs(response)).get('out')?.data)]).toEqual([3]);
  await server.close();
  const entries: { id: number; model_name?: string; timestamps?: { name: string }[] }[] = JSON.parse(
    await readFile(file, 'utf8'),
  );
  const inner = { model_version: 1, request_id: 'inner', parent_id: 1 };
  expect(entries.filter(({ model_name: name }) => name !== undefined)).toEqual([
    { id: 1, model_name: 'm', model_version: 1 },
    { id: 2, model_name: 'onnx', ...inner },
    { id: 3, model_name: 'count', ...inner },
  ]);
  const ofCount =
    entries.find(({ id, timestamps }) => id === 3 && timestamps !== undefined)?.timestamps ?? [];
  expect(ofCount.filter(({ name }) => name === 'INFER_RESPONSE_COMPLETE')).toHaveLength(3);
});
