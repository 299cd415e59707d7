import { compareOutputs, type OutputDifference } from '../comparison/output-difference.ts';
import { messageOf } from '../errors.ts';
import { type GoldenPreset, goldenPresets } from '../repository/golden-presets.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { LoadError } from './load-error.ts';
import type { LoadedVersion } from './loaded-version.ts';
import type { LoadSource } from './served-model.ts';

/** A source whose versions answer the golden presets as expected before they take over; what served before stays. */
export function gated(source: LoadSource): LoadSource {
  const bringUp: LoadSource['bringUp'] = async (model, version, watch) => {
    const { name, repository } = model.folder;
    const presets = await goldenPresets(repository, name);
    const loaded = await source.bringUp(model, version, watch);
    try {
      for (const [index, preset] of presets.entries()) {
        watch.report(`checking golden preset ${index + 1} of ${presets.length}`);
        await check(name, loaded, preset);
      }
      return loaded;
    } catch (error) {
      await loaded.unload();
      throw error;
    }
  };
  return { ...source, bringUp };
}

/** @throws LoadError with the first element that is not as expected */
async function check(modelName: string, loaded: LoadedVersion, preset: GoldenPreset): Promise<void> {
  const refuse = (what: string) =>
    new LoadError(
      'load',
      `version ${loaded.version} does not pass the golden preset '${preset.name}': ${what}`,
      {
        nextStep: 'Look at what changed; if the new answers are right, put them into the preset.',
      },
    );
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
  const { outputs } = await loaded.infer(request).catch((error: unknown) => {
    throw refuse(messageOf(error));
  });
  for (const expected of preset.outputs) {
    const trouble = troubleWith(expected, outputs, preset);
    if (trouble !== undefined) throw refuse(`output '${expected.name}' ${trouble}`);
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
