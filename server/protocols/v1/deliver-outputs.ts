import type { MessageInitShape } from '@bufbuild/protobuf';
import { type InferdeckError, invalidArgument } from '../../errors.ts';
import type { ModelSpec } from '../../scheduling/tensor-spec.ts';
import { datatypeToConfig } from '../../tensors/datatype.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type {
  InferRequestHeader_Output,
  InferResponseHeader_OutputSchema,
} from '../grpc-v1/generated/v1_api_pb.ts';
import { canBeRanked, rankClasses } from '../v2/rank-classes.ts';
import type { Place, RegionSlice } from '../v2/shared-memory/system-regions.ts';
import type { V1Services } from './services.ts';
import { sliceOf, withRegion } from './shared-memory.ts';

type Wanted = InferRequestHeader_Output;

/** An output as it goes out. */
export interface DeliveredOutput {
  readonly head: MessageInitShape<typeof InferResponseHeader_OutputSchema>;
  /** Empty when it is classes, or in shared memory. */
  readonly data: Uint8Array;
}

interface Surroundings {
  readonly spec: ModelSpec;
  readonly data: { readonly outputTooLarge: (output: string, place: number, size: number) => InferdeckError };
}

interface HeldPlace {
  readonly place: Place;
  readonly slice: RegionSlice;
}

const NO_DATA = new Uint8Array();

/**
 * Finds the places in shared memory before the model runs.
 * @returns how to give the outputs the form that was asked for, in the order in which they were asked for
 * @throws InferdeckError when a region is unknown, or too small for what is to be put there
 */
export function prepareOutputs(
  services: V1Services,
  wanted: readonly Wanted[],
  surroundings: Surroundings,
): { readonly deliver: (outputs: readonly Tensor[]) => DeliveredOutput[]; readonly release: () => void } {
  const places = new Map<string, HeldPlace>();
  const release = () => {
    for (const { place } of places.values()) place.release();
  };
  try {
    for (const { name, sharedMemory } of wanted) {
      if (sharedMemory === undefined || places.has(name)) continue;
      const slice = sliceOf(sharedMemory);
      const place = withRegion(services, slice.region, () => services.regions.placeFor(name, slice));
      places.set(name, { place, slice });
    }
  } catch (error) {
    release();
    throw error;
  }
  const deliver = (outputs: readonly Tensor[]) =>
    wanted.flatMap((output) => {
      const tensor = outputs.find(({ name }) => name === output.name);
      return tensor === undefined ? [] : [delivered(output, tensor, places.get(output.name), surroundings)];
    });
  return { deliver, release };
}

function delivered(
  { name, cls }: Wanted,
  tensor: Tensor,
  held: HeldPlace | undefined,
  { spec, data: { outputTooLarge } }: Surroundings,
): DeliveredOutput {
  if (cls !== undefined && cls.count > 0) return asClasses(tensor, cls.count, spec);
  const { shape, data } = tensor;
  const dims = (spec.maxBatchSize > 0 ? shape.slice(1) : shape).map(BigInt);
  const head = { name, raw: { dims, batchByteSize: BigInt(data.byteLength) } };
  if (held === undefined) return { head, data };
  const { place, slice } = held;
  if (data.byteLength > slice.byteSize) throw outputTooLarge(name, slice.byteSize, data.byteLength);
  place.write(data);
  return { head, data: NO_DATA };
}

function asClasses(tensor: Tensor, count: number, { outputs, maxBatchSize }: ModelSpec): DeliveredOutput {
  const { name, datatype } = tensor;
  if (!canBeRanked(datatype)) {
    const type = datatypeToConfig(datatype);
    throw invalidArgument(
      `class result not available for output '${name}' due to unsupported type '${type}'`,
    );
  }
  const labels = outputs.find((output) => output.name === name)?.labels ?? [];
  const rows = rankClasses(tensor, { count, batched: maxBatchSize > 0, labels });
  const batchClasses = rows.map((row) => ({
    cls: row.map(({ index: idx, value, label }) => ({ idx, value: Math.fround(Number(value)), label })),
  }));
  return { head: { name, batchClasses }, data: NO_DATA };
}
