import { create } from '@bufbuild/protobuf';
import type { CallerSignal } from '../../backends/backend.ts';
import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import type { InferenceRequest } from '../../scheduling/inference.ts';
import { elementCount } from '../../tensors/shape.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import {
  type InferRequestHeader,
  type InferResponseHeader,
  InferResponseHeaderSchema,
} from '../grpc-v1/generated/v1_api_pb.ts';
import { type DeliveredOutput, prepareOutputs } from './deliver-outputs.ts';
import { type ExpectedInput, expectedInputs } from './expected-input.ts';
import type { V1Services } from './services.ts';
import { sliceOf, withRegion } from './shared-memory.ts';
import { filledStrings } from './string-elements.ts';

/** Where the data of the inputs comes from, and how this transport says that it has not the right size. */
export interface InputData {
  /** The next input that is not in shared memory. @throws InferdeckError when it has another size */
  readonly next: (input: string, byteSize: number) => Tensor['data'];
  /** @throws InferdeckError when there is data left that no input is made of */
  readonly end: () => void;
  readonly wrongRegionSize: (input: string, got: number, expected: number) => InferdeckError;
  readonly outputTooLarge: (output: string, place: number, size: number) => InferdeckError;
}

/** A request of the protocol of 2019, whichever way it came. */
export interface V1Request {
  readonly modelName: string;
  /** -1: the newest. */
  readonly version: bigint;
  readonly header: InferRequestHeader;
  readonly signal: CallerSignal;
}

export interface V1Answer {
  readonly header: InferResponseHeader;
  /** One for each output of the header; those that are classes, or in shared memory, are empty. */
  readonly data: readonly Uint8Array[];
}

const FLAG_START = 1;
const FLAG_END = 2;

/** @throws InferdeckError when no version answers, the request does not fit, or the model fails */
export async function infer(services: V1Services, request: V1Request, data: InputData): Promise<V1Answer> {
  const { header, signal } = request;
  const loaded = await versionFor(services, request);
  const { spec } = loaded;
  const inputs = readInputs(services, expectedInputs(header, spec), { data, modelName: spec.modelName });
  const { deliver, release } = prepareOutputs(services, header.output, { spec, data });
  try {
    const { version, outputs } = await services.models.infer({
      modelName: spec.modelName,
      version: loaded.version,
      id: header.id === 0n ? '' : String(header.id),
      inputs,
      outputs: header.output.map(({ name }) => name),
      parameters: parametersOf(header, loaded),
      signal,
    });
    return answerOf(header, { modelName: spec.modelName, version }, deliver(outputs));
  } finally {
    release();
  }
}

/** All reasons why nobody answers are one. */
async function versionFor({ models }: V1Services, { modelName, version }: V1Request): Promise<LoadedVersion> {
  try {
    await models.wake(modelName);
    return models.find(modelName, version < 0n ? undefined : Number(version));
  } catch (cause) {
    const text = `Inference request for unknown model '${modelName}'`;
    throw new InferdeckError('unavailable', text, { cause });
  }
}

function readInputs(
  services: V1Services,
  expected: readonly ExpectedInput[],
  { data, modelName }: { readonly data: InputData; readonly modelName: string },
): readonly Tensor[] {
  const tensors = expected.map(({ spec, shape, byteSize, sharedMemory }): Tensor => {
    const { name, datatype } = spec;
    if (sharedMemory === undefined) return { name, datatype, shape, data: data.next(name, byteSize) };
    const slice = sliceOf(sharedMemory);
    if (datatype !== 'BYTES' && slice.byteSize !== byteSize) {
      throw data.wrongRegionSize(name, slice.byteSize, byteSize);
    }
    const read = () => services.regions.read(slice);
    return { name, datatype, shape, data: withRegion(services, slice.region, read) };
  });
  data.end();
  return tensors.map((tensor) => withAllStrings(tensor, modelName));
}

function withAllStrings(tensor: Tensor, modelName: string): Tensor {
  if (tensor.datatype !== 'BYTES') return tensor;
  if (!Number.isSafeInteger(elementCount(tensor.shape))) {
    throw invalidArgument(`unexpected shape for input '${tensor.name}' for model '${modelName}'`);
  }
  return { ...tensor, data: filledStrings(tensor.name, elementCount(tensor.shape), tensor.data) };
}

/** Models without a sequence batcher do not look at what belongs to one. */
function parametersOf(
  { correlationId, flags, priority, timeoutMicroseconds, batchSize }: InferRequestHeader,
  { config, spec }: LoadedVersion,
): InferenceRequest['parameters'] {
  const hints = {
    ...(priority > 0 && { priority }),
    ...(timeoutMicroseconds > 0n && { timeout: Number(timeoutMicroseconds) }),
  };
  if (config.sequence_batching === undefined) return hints;
  const toModel = `inference request to model '${spec.modelName}' must specify`;
  if (batchSize !== 1)
    throw invalidArgument(`${toModel} batch-size 1 due to requirements of sequence batcher`);
  if (correlationId === 0n) throw invalidArgument(`${toModel} a non-zero correlation ID`);
  return {
    ...hints,
    sequence_id: correlationId,
    sequence_start: (flags & FLAG_START) !== 0,
    sequence_end: (flags & FLAG_END) !== 0,
  };
}

function answerOf(
  { batchSize, id }: InferRequestHeader,
  { modelName, version }: { readonly modelName: string; readonly version: number },
  outputs: readonly DeliveredOutput[],
): V1Answer {
  const header = create(InferResponseHeaderSchema, {
    modelName,
    modelVersion: BigInt(version),
    batchSize,
    output: outputs.map(({ head }) => head),
    id,
  });
  return { header, data: outputs.map(({ data }) => data) };
}
