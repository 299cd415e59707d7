import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GRPCInferenceService } from '../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import type { GrpcClient } from '../support/grpc-client.ts';
import { errorOf, type TestServer } from '../support/server.ts';
import { binaryOutputs, binaryRequest, type ClientTensor } from '../support/v2-client.ts';
import { onTheWire, type ServedOutcome } from './judge.ts';
import { inputsOf, type OnnxCase } from './onnx-cases.ts';

/** One instance with one thread, as the raw run has; the server completes the rest. */
const CONFIG = `
  backend: "onnxruntime"
  instance_group [ { count: 1 kind: KIND_CPU } ]
  parameters { key: "intra_op_thread_count" value { string_value: "1" } }
`;

/** Puts a model into a repository. */
export async function addCase(repository: string, { name, folder }: OnnxCase): Promise<void> {
  await mkdir(join(repository, name, '1'), { recursive: true });
  await writeFile(join(repository, name, 'config.pbtxt'), CONFIG);
  await symlink(join(folder, 'model.onnx'), join(repository, name, '1', 'model.onnx'));
}

/** Loads a model, asks it over HTTP and over gRPC what the ONNX project asks, and unloads it. */
export async function serveCase(
  server: TestServer,
  client: GrpcClient,
  model: OnnxCase,
): Promise<ServedOutcome> {
  const { name } = model;
  const load = await server.post(`/v2/repository/models/${name}/load`);
  if (!load.ok) return { state: 'refused', reason: await errorOf(load) };
  const given = (await inputsOf(model)) ?? [];
  const inputs = given.map((input) => ({ ...input, shape: onTheWire(input.shape) }));
  const answers = [await inferHttp(server, name, inputs), await inferGrpc(client, name, inputs)];
  await server.post(`/v2/repository/models/${name}/unload`);
  return { state: 'loaded', answers };
}

/** The outputs over HTTP in binary form, or the error text. */
async function inferHttp(
  server: TestServer,
  name: string,
  inputs: readonly ClientTensor[],
): Promise<readonly ClientTensor[] | string> {
  const response = await server.call(`/v2/models/${name}/infer`, {
    method: 'POST',
    ...binaryRequest(inputs),
  });
  return response.ok ? [...(await binaryOutputs(response)).values()] : await errorOf(response);
}

/** The outputs over gRPC with raw contents, or the error text. */
async function inferGrpc(
  client: GrpcClient,
  modelName: string,
  inputs: readonly ClientTensor[],
): Promise<readonly ClientTensor[] | string> {
  try {
    const { outputs, rawOutputContents } = await client.call(GRPCInferenceService.method.modelInfer, {
      modelName,
      inputs: inputs.map(({ name, datatype, shape }) => ({ name, datatype, shape: shape.map(BigInt) })),
      rawInputContents: inputs.map(({ data }) => data),
    });
    return outputs.map(({ name, datatype, shape }, index) => ({
      name,
      datatype: datatype as ClientTensor['datatype'],
      shape: shape.map(Number),
      data: rawOutputContents[index] ?? new Uint8Array(),
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
