import { compareOutputs, type OutputDifference } from '../comparison/output-difference.ts';
import { messageOf } from '../errors.ts';
import type { GoldenPreset } from '../repository/golden-presets.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { LoadedVersion } from './loaded-version.ts';

/** Asks a version for a preset, and says what is not as expected, with the first element; undefined when all is. */
export async function presetTrouble(
  modelName: string,
  loaded: LoadedVersion,
  preset: GoldenPreset,
): Promise<string | undefined> {
  // The buffers of a request belong to the server from then on.
  const inputs = preset.inputs.map((input) => ({ ...input, data: new Uint8Array(input.data) }));
  const request = {
    modelName,
    version: loaded.version,
    id: `golden-${preset.name}`,
    inputs,
    outputs: [],
    parameters: {},
  };
  try {
    const { outputs } = await loaded.infer(request);
    for (const expected of preset.outputs) {
      const trouble = troubleWith(expected, outputs, preset);
      if (trouble !== undefined) return `output '${expected.name}' ${trouble}`;
    }
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function troubleWith(
  expected: Tensor,
  outputs: readonly Tensor[],
  { tolerance }: GoldenPreset,
): string | undefined {
  const actual = outputs.find(({ name }) => name === expected.name);
  return actual === undefined ? 'is missing.' : words(compareOutputs(expected, actual, tolerance));
}

function words(difference: OutputDifference): string | undefined {
  if (difference.state === 'incomparable') return `cannot be compared. ${difference.reason}`;
  const { mismatches, elements, first } = difference;
  if (mismatches === 0) return undefined;
  const where =
    first === undefined
      ? ''
      : `; at [${first.coordinates.join(', ')}] it is ${first.b} instead of ${first.a}`;
  return `differs in ${mismatches} of ${elements} elements${where}.`;
}
