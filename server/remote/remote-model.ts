import { z } from 'zod';
import { InferdeckError } from '../errors.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import { decodeAnswer, encodeRequest, JSON_LENGTH_HEADER } from '../tensors/binary-message.ts';
import { isDatatype } from '../tensors/datatype.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { RemoteServer } from './remote-server.ts';

/** The extension of the v2 protocol that tensors are sent by. */
const BINARY = 'binary_tensor_data';

const serverMetadata = z.object({ extensions: z.array(z.string()).default([]) });
const tensor = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.number()),
});
const modelMetadata = z.object({ inputs: z.array(tensor), outputs: z.array(tensor) });
const modelConfig = z.looseObject({
  max_batch_size: z.number().default(0),
  backend: z.string().default(''),
});

/** Where a model version is served. */
export interface RemotePlace {
  readonly url: string;
  readonly model: string;
  readonly version: number;
}

/** A model version of another server. */
export interface RemoteModel {
  readonly spec: ModelSpec;
  readonly backend: string;
  /** The configuration in effect there, in the JSON form. */
  readonly config: string;
  readonly infer: (inputs: readonly Tensor[], signal: AbortSignal) => Promise<readonly Tensor[]>;
}

/**
 * Looks at a model version of another server.
 * @throws InferdeckError saying why it cannot be asked: unreachable, no such model, another protocol, a lacking extension
 */
export async function remoteModel(
  { url, model, version }: RemotePlace,
  signal: AbortSignal,
): Promise<RemoteModel> {
  const server = new RemoteServer(url);
  const { extensions } = await metadataOf(server, signal);
  if (!extensions.includes(BINARY)) {
    throw new InferdeckError('unsupported', `${server.name} lacks the extension ${BINARY}.`, {
      nextStep: 'Only servers that take binary tensors can be compared, such as Triton and Inferdeck.',
    });
  }
  const path = `v2/models/${encodeURIComponent(model)}/versions/${version}`;
  const { inputs, outputs } = await server.json({ path, signal }, modelMetadata);
  const config = await server.json({ path: `${path}/config`, signal }, modelConfig);
  const names = outputs.map(({ name }) => name);
  return {
    spec: {
      modelName: model,
      maxBatchSize: config.max_batch_size,
      inputs: inputs.map(required),
      outputs: outputs.map(required),
    },
    backend: config.backend,
    config: JSON.stringify(config, null, 2),
    infer: async (tensors, whileWanted) => {
      const message = encodeRequest(tensors, names);
      const answer = await server.infer({ path: `${path}/infer`, ...message, signal: whileWanted });
      return decodeAnswer(answer.headers.get(JSON_LENGTH_HEADER), answer.bytes).outputs;
    },
  };
}

async function metadataOf(
  server: RemoteServer,
  signal: AbortSignal,
): Promise<z.infer<typeof serverMetadata>> {
  try {
    return await server.json({ path: 'v2', signal }, serverMetadata);
  } catch (error) {
    const isElsewhere = error instanceof InferdeckError && error.kind === 'not-found';
    if (isElsewhere && (await server.answers({ path: 'api/health/live', signal }))) {
      throw new InferdeckError('unsupported', `${server.name} speaks the protocol of 2019 only.`, {
        nextStep: 'Compare with a server that speaks v2, which Triton has done since 2020.',
        cause: error,
      });
    }
    throw error;
  }
}

function required({ name, datatype, shape }: z.infer<typeof tensor>): TensorSpec {
  if (isDatatype(datatype)) return { name, datatype, shape, optional: false };
  throw new InferdeckError('unsupported', `The tensor '${name}' is of the unknown datatype '${datatype}'.`);
}
