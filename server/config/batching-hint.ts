import type { ModelConfig } from './schema/value.ts';
import type { ModelSignature, SignatureTensor } from './signature.ts';

/** What the written dims say about a batch dimension: they leave it out, they have it, some do and some do not, nothing. */
export type BatchingHint = 'left out' | 'written' | 'contradiction' | 'none';

/** Compares how many dims are written with how many the model's tensors have. */
export function batchingHint(
  { input, output }: ModelConfig,
  { inputs, outputs }: ModelSignature,
): BatchingHint {
  const written = [...pairs(input, inputs), ...pairs(output, outputs)];
  const leaves = written.some(([dims, rank]) => dims === rank - 1);
  const has = written.some(([dims, rank]) => dims === rank);
  if (leaves && has) return 'contradiction';
  if (leaves) return 'left out';
  return has ? 'written' : 'none';
}

function pairs(
  declared: ModelConfig['input'] | ModelConfig['output'],
  known: readonly SignatureTensor[],
): readonly (readonly [number, number])[] {
  return declared.flatMap(({ name, dims }) => {
    const match = known.find((tensor) => tensor.name === name);
    return match === undefined ? [] : [[dims.length, match.shape.length] as const];
  });
}
