import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { InferdeckError } from '../../../server/errors.ts';
import type { Sample } from '../../../server/comparison/run.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import type { InputDraft, RequestDraft } from '../playground/drafts.ts';
import { buildInput, freeAxes } from '../playground/input/build-input.ts';
import { decodePicture } from '../playground/input/decode-picture.ts';

/** What the samples are made of, by their names. */
export type Pictures = ReadonlyMap<string, File>;

/** A sample of the page, with the picture it is made of. */
export interface PageSample extends Sample {
  readonly file: File | undefined;
}

/** The pictures among samples. */
export function picturesOf(samples: readonly PageSample[]): Pictures {
  return new Map(samples.flatMap(({ name, file }) => (file === undefined ? [] : [[name, file] as const])));
}

/** Pictures of a folder with a folder for each class; files that are no pictures are left out. */
export function picturesByFolder(files: readonly { readonly path: string; readonly file: File }[]) {
  return files
    .filter(({ file }) => file.type.startsWith('image/'))
    .map(({ path, file }) => ({ name: path, label: path.split('/').at(-2), file }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

export type LabelledPicture = ReturnType<typeof picturesByFolder>[number];

/** A sample of each picture, taken through the same steps as on the test page. */
export function pictureSamples(
  detail: ModelDetail,
  draft: RequestDraft,
  pictures: readonly LabelledPicture[],
): readonly PageSample[] {
  return pictures.map((picture) => ({
    ...picture,
    tensors: async () => {
      const { pixels } = await decodePicture(picture.file);
      return tensorsOf(detail, draft, (input) => ({ ...input, mode: 'picture' }), pixels);
    },
  }));
}

/** Made-up inputs, a seed apart; free dimensions that nobody chose are 1. */
export function randomSamples(
  detail: ModelDetail,
  draft: RequestDraft,
  count: number,
  seed: number,
): readonly PageSample[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `random ${at + 1}`,
    label: undefined,
    file: undefined,
    tensors: async () => {
      const values = { kind: 'random', seed: seed + at } as const;
      return tensorsOf(detail, draft, (input) => ({ ...input, mode: 'values', values }), undefined);
    },
  }));
}

function tensorsOf(
  detail: ModelDetail,
  draft: RequestDraft,
  change: (draft: InputDraft) => InputDraft,
  pixels: Awaited<ReturnType<typeof decodePicture>>['pixels'] | undefined,
): readonly Tensor[] {
  const { maxBatchSize } = detail.summary;
  return detail.inputs.flatMap((input) => {
    const own = draft.inputs[input.name];
    if (own === undefined) return [];
    const ones = Object.fromEntries(freeAxes(input, maxBatchSize).map((axis) => [axis, 1]));
    const changed = change({ ...own, extents: { ...ones, ...own.extents } });
    const built = buildInput(input, changed, { maxBatchSize, batch: 1, pixels });
    if (built.state === 'ready') return [built.tensor];
    if (input.optional) return [];
    throw new InferdeckError('invalid-argument', built.why);
  });
}
