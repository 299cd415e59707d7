import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InferdeckError, messageOf } from '../errors.ts';
import { parseJsonText } from '../tensors/json-text.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { presetTensor, presetTensorText, tensorOfPreset } from './preset-tensor.ts';
import { writeAtomically } from './write-atomically.ts';

/** Where presets lie in a repository: out of the model folders, in which a new file would count as a change. */
const FOLDER = '.golden';
/** A file that people and version control still get along with. */
const MOST_LETTERS = 16 * 1024 * 1024;
/** What every file system takes, and no folder above. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,79}$/u;

const Preset = z.object({
  inputs: z.array(presetTensor).min(1),
  outputs: z.array(presetTensor).min(1),
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

/** The names of a model's presets, sorted. */
export async function presetNames(repository: string, model: string): Promise<readonly string[]> {
  const files = await readdir(join(repository, FOLDER, model)).catch(() => []);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/**
 * The presets of a model: `.golden/MODEL/NAME.json` in its repository, with the `inputs` of a v2 request and the
 * `outputs` of its answer. A model without any has none.
 * @throws InferdeckError naming a file that cannot be read
 */
export async function goldenPresets(repository: string, model: string): Promise<readonly GoldenPreset[]> {
  const names = await presetNames(repository, model);
  return await Promise.all(names.map((name) => readPreset(repository, model, name)));
}

/** One preset of a model. @throws InferdeckError naming the file when it cannot be read */
export async function readPreset(repository: string, model: string, name: string): Promise<GoldenPreset> {
  const path = pathOf(repository, model, name);
  try {
    const { inputs, outputs, tolerance } = Preset.parse(parseJsonText(await readFile(path, 'utf8')));
    return { name, inputs: inputs.map(tensorOfPreset), outputs: outputs.map(tensorOfPreset), tolerance };
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

/**
 * Writes a preset, one tensor a line so that a difference can be read.
 * @throws InferdeckError when there is one of this name, unless `replace`, or it would be too large for a text
 */
export async function writePreset(
  repository: string,
  model: string,
  { name, inputs, outputs, tolerance }: GoldenPreset,
  replace: boolean,
): Promise<void> {
  const path = pathOf(repository, model, name);
  if (!replace && (await stat(path).catch(() => undefined)) !== undefined) {
    throw new InferdeckError('already-exists', `There is a preset '${name}' of ${model} already.`);
  }
  const list = (tensors: readonly Tensor[]) => `[\n    ${tensors.map(presetTensorText).join(',\n    ')}\n  ]`;
  const fields = [`"inputs": ${list(inputs)}`, `"outputs": ${list(outputs)}`];
  if (tolerance !== undefined) fields.push(`"tolerance": ${JSON.stringify(tolerance)}`);
  const text = `{\n  ${fields.join(',\n  ')}\n}\n`;
  if (text.length > MOST_LETTERS) {
    throw new InferdeckError(
      'invalid-argument',
      `These tensors are too large for a text file: it would have ${text.length} letters.`,
      {
        nextStep: 'Keep a smaller input; the history holds this one with all its bytes.',
      },
    );
  }
  const folder = join(repository, FOLDER, model);
  await mkdir(folder, { recursive: true });
  await writeAtomically(path, text, folder);
}

/** Removes a preset. */
export async function removePreset(repository: string, model: string, name: string): Promise<void> {
  await rm(pathOf(repository, model, name), { force: true });
}

function pathOf(repository: string, model: string, name: string): string {
  if (NAME.test(name)) return join(repository, FOLDER, model, `${name}.json`);
  throw new InferdeckError(
    'invalid-argument',
    `'${name}' cannot be the name of a preset: it is the name of a file, too.`,
    {
      nextStep: 'Use letters, digits, spaces, dots, dashes and underscores, at most 80.',
    },
  );
}
