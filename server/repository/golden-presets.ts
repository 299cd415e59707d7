import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InferdeckError, messageOf } from '../errors.ts';
import { type Datatype, isDatatype } from '../tensors/datatype.ts';
import { bytesFromJson } from '../tensors/json-tensor.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** Where presets lie in a repository: out of the model folders, in which a new file would count as a change. */
const FOLDER = '.golden';

const PresetTensor = z.object({
  name: z.string(),
  datatype: z.custom<Datatype>((name) => typeof name === 'string' && isDatatype(name), 'Unknown datatype.'),
  shape: z.array(z.number().int().nonnegative()),
  data: z.array(z.unknown()),
});

const Preset = z.object({
  inputs: z.array(PresetTensor).min(1),
  outputs: z.array(PresetTensor).min(1),
  tolerance: z.object({ absolute: z.number().nonnegative(), relative: z.number().nonnegative() }).optional(),
});

/** Inputs of a model with the outputs that they must give. */
export interface GoldenPreset {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Left out: what rounding may do to the datatype. */
  readonly tolerance?: { readonly absolute: number; readonly relative: number } | undefined;
}

/**
 * The presets of a model: `.golden/MODEL/NAME.json` in its repository, with the `inputs` of a v2 request and the
 * `outputs` of its answer. A model without any has none.
 * @throws InferdeckError naming a file that cannot be read
 */
export async function goldenPresets(repository: string, model: string): Promise<readonly GoldenPreset[]> {
  const folder = join(repository, FOLDER, model);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(
    names.map((name) => readPreset(join(folder, name), name.slice(0, -'.json'.length))),
  );
}

async function readPreset(path: string, name: string): Promise<GoldenPreset> {
  try {
    const { inputs, outputs, tolerance } = Preset.parse(JSON.parse(await readFile(path, 'utf8')));
    return { name, inputs: inputs.map(tensorOf), outputs: outputs.map(tensorOf), tolerance };
  } catch (error) {
    throw new InferdeckError(
      'invalid-argument',
      `Cannot read the golden preset ${path}: ${messageOf(error)}`,
      {
        nextStep: 'Write the inputs of a request and the outputs of its answer as JSON, or remove the file.',
        cause: error,
      },
    );
  }
}

function tensorOf({ name, datatype, shape, data }: z.infer<typeof PresetTensor>): Tensor {
  return { name, datatype, shape, data: bytesFromJson(name, datatype, shape, data) };
}
