import { invalidArgument } from '../../errors.ts';
import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { classify } from './classification.ts';
import type { Place, RegionSlice, SystemRegions } from './shared-memory/system-regions.ts';

/** How the caller wants one output. */
export interface RequestedOutput {
  readonly name: string;
  /** As so many classes instead of as numbers. */
  readonly classes?: number;
  /** In shared memory instead of in the answer. */
  readonly region?: RegionSlice;
}

/** An output as it goes out. */
export interface DeliveredOutput {
  readonly tensor: Tensor;
  /** Where its data was put; it is not in the answer then. */
  readonly region?: RegionSlice;
}

/** Gives the outputs of a request the form that was asked for. */
export interface Delivery {
  /** @throws InferdeckError when an output cannot be classified, or does not fit into its place */
  readonly deliver: (outputs: readonly Tensor[]) => DeliveredOutput[];
  /** To be called when the last answer is delivered. */
  readonly release: () => void;
}

/** For callers that want nothing special. */
export const AS_THEY_ARE: Delivery = {
  deliver: (outputs) => outputs.map((tensor) => ({ tensor })),
  release: () => {},
};

/**
 * Finds the places and the labels before the model runs.
 * @throws InferdeckError when wishes exclude each other, or a region is unknown or too small
 */
export function prepareDelivery(
  wanted: readonly RequestedOutput[],
  regions: SystemRegions,
  { spec }: Pick<LoadedVersion, 'spec'>,
): Delivery {
  for (const output of wanted) checkWishes(output);
  const places = new Map<string, { readonly place: Place; readonly slice: RegionSlice }>();
  const release = () => {
    for (const { place } of places.values()) place.release();
  };
  try {
    for (const { name, region: slice } of wanted) {
      if (slice !== undefined && !places.has(name)) {
        places.set(name, { slice, place: regions.placeFor(name, slice) });
      }
    }
  } catch (error) {
    release();
    throw error;
  }
  const classified = (tensor: Tensor): Tensor => {
    const count = wanted.find(({ name }) => name === tensor.name)?.classes;
    if (count === undefined) return tensor;
    const labels = spec.outputs.find(({ name }) => name === tensor.name)?.labels ?? [];
    return classify(tensor, { count, batched: spec.maxBatchSize > 0, labels });
  };
  const deliver = (output: Tensor): DeliveredOutput => {
    const placed = places.get(output.name);
    if (placed === undefined) return { tensor: classified(output) };
    placed.place.write(output.data);
    return { tensor: output, region: placed.slice };
  };
  return { release, deliver: (outputs) => outputs.map(deliver) };
}

function checkWishes({ classes, region }: RequestedOutput): void {
  if (classes === undefined || region === undefined) return;
  throw invalidArgument("Output can't set both 'shared_memory_region' and 'classification'");
}
