import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { InferdeckError } from '../../../server/errors.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import type { InputDraft, RequestDraft } from '../playground/drafts.ts';
import { buildInput, freeAxes } from '../playground/input/build-input.ts';
import { decodePicture } from '../playground/input/decode-picture.ts';

/** One input that goes to both sides. Its tensors are made when it is its turn, so that a large set fits in memory. */
export interface Sample {
  readonly name: string;
  /** The folder that a picture lies in: what it shows. */
  readonly label: string | undefined;
  readonly file: File | undefined;
  readonly tensors: () => Promise<readonly Tensor[]>;
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
): readonly Sample[] {
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
): readonly Sample[] {
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
