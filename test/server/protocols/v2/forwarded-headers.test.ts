import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../../server/options.ts';
import { GRPCInferenceService } from '../../../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { withForwardedHeaders } from '../../../../server/protocols/v2/forwarded-headers.ts';
import { GrpcClient } from '../../../support/grpc-client.ts';
import { modelPy } from '../../../support/python-models.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { floatBytes } from '../../../support/v2-client.ts';

const TELLS_PARAMETERS = {
  'm/config.pbtxt': `backend: "python"
    input [ { name: "in" data_type: TYPE_FP32 dims: [ -1 ] } ]
    output [ { name: "out" data_type: TYPE_STRING dims: [ 1 ] } ]`,
  'm/1/model.py': `import numpy as np
${modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse([pb_utils.Tensor("out", np.array([request.parameters()], dtype=object))])
      for request in requests
    ]
`)}`,
};

const flags = (...given: readonly string[]) => parseOptions(['--model-repository=/m', ...given]).forwarding;

describe('header forwarding', () => {
  test('is off by default', () => {
    expect(flags()).toEqual({ http: undefined, grpc: undefined });
    expect(withForwardedHeaders({ a: 1 }, () => [['x-user', 'ada']], undefined)).toEqual({ a: 1 });
  });

  test('matches any part of a name, in any case, and counts before what the body says', () => {
    const headers = () => [['X-User', 'ada'] as const, ['Host', 'h'] as const];
    expect(withForwardedHeaders({ 'X-User': 'eve', n: 1 }, headers, /user/i)).toEqual({
      'X-User': 'ada',
      n: 1,
    });
  });

  test.each(['triton_x', 'Sequence_Id', 'timeout', 'priority'])('refuses the reserved name %s', (name) => {
    expect(() => withForwardedHeaders({}, () => [[name, '1']], /./)).toThrow(
      `Header '${name}' is reserved for Triton usage and cannot be forwarded.`,
    );
  });

  test.each(['http', 'grpc'])('needs a pattern that can be read over %s', (protocol) => {
    expect(() => flags(`--${protocol}-header-forward-pattern=(`)).toThrow(
      `--${protocol}-header-forward-pattern must be a regular expression, got '('`,
    );
  });

  test('reaches the model over HTTP and gRPC', async () => {
    const forwarding = flags('--http-header-forward-pattern=^X-', '--grpc-header-forward-pattern=^x-');
    const server = await startServer(await repositoryOf(TELLS_PARAMETERS), { forwarding });
    const call = (path: string, body: unknown, headers: Record<string, string>) =>
      fetch(`${server.url}v2/models/m/${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    const told = { 'x-user': 'ada', other: 'no' };
    const inputs = [{ name: 'in', datatype: 'FP32', shape: [1], data: [0] }];
    const inferred = await (await call('infer', { inputs, parameters: { size: 3 } }, told)).text();
    expect(parametersIn(inferred)).toEqual({ size: 3, 'x-user': 'ada' });
    const generated = await (await call('generate', { in: 0 }, told)).text();
    expect(parametersIn(generated)).toEqual({ 'x-user': 'ada' });
    const events = await (await call('generate_stream', { in: 0 }, told)).text();
    expect(parametersIn(events.replace(/^data: /, ''))).toEqual({ 'x-user': 'ada' });

    const client = new GrpcClient(server);
    const request = {
      modelName: 'm',
      inputs: [{ name: 'in', datatype: 'FP32', shape: [1n] }],
      rawInputContents: [floatBytes([0])],
    };
    const { modelInfer, modelStreamInfer } = GRPCInferenceService.method;
    const { rawOutputContents } = await client.call(modelInfer, request, { metadata: told });
    const text = Buffer.from(rawOutputContents[0] ?? []).subarray(4);
    expect(JSON.parse(text.toString())).toEqual({ 'x-user': 'ada' });
    // The headers of a stream are those of each of its requests.
    const stream = client.stream(modelStreamInfer, told);
    stream.write(request);
    stream.end({ ...request, parameters: { size: { parameterChoice: { case: 'int64Param', value: 3n } } } });
    const heard: unknown[] = [];
    for await (const { inferResponse } of stream) {
      heard.push(JSON.parse(Buffer.from(inferResponse?.rawOutputContents[0] ?? []).toString('utf8', 4)));
    }
    expect(heard).toEqual([{ 'x-user': 'ada' }, { 'x-user': 'ada', size: 3 }]);
  });

  test('tells the caller of a reserved name', async () => {
    const forwarding = flags('--http-header-forward-pattern=.', '--grpc-header-forward-pattern=timeout');
    const server = await startServer(await repositoryOf(TELLS_PARAMETERS), { forwarding });
    const refused = await fetch(`${server.url}v2/models/m/generate`, {
      method: 'POST',
      body: '{"in":0}',
      headers: { timeout: '1' },
    });
    expect([refused.status, await errorOf(refused)]).toEqual([
      400,
      "Header 'timeout' is reserved for Triton usage and cannot be forwarded.",
    ]);
    const call = new GrpcClient(server).call(
      GRPCInferenceService.method.modelInfer,
      { modelName: 'm' },
      { metadata: { timeout: '1' } },
    );
    await expect(call).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});

/** What the model of a reply heard of. */
function parametersIn(reply: string): unknown {
  const parsed = JSON.parse(reply) as { out?: string; outputs?: { data: string[] }[] };
  return JSON.parse(parsed.out ?? parsed.outputs?.[0]?.data[0] ?? '');
}
