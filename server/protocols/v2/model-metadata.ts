import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { TensorSpec } from '../../scheduling/tensor-spec.ts';

interface TensorMetadata {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

export interface ModelMetadata {
  readonly name: string;
  /** All that are ready, or the one that was asked for. */
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/** @throws InferdeckError when no version answers */
export function modelMetadata(models: ServedModels, name: string, version?: number): ModelMetadata {
  const { spec, config } = models.find(name, version);
  const ready = models.served(name)?.ready.map((loaded) => loaded.version) ?? [];
  return {
    name,
    versions: (version === undefined ? ready : [version]).map(String),
    platform: config.platform === '' ? config.backend : config.platform,
    inputs: spec.inputs.map(tensorMetadata),
    outputs: spec.outputs.map(tensorMetadata),
  };
}

function tensorMetadata({ name, datatype, shape }: TensorSpec): TensorMetadata {
  return { name, datatype, shape };
}
