import { imageTargetOf } from '../pictures/image-target.ts';
import { pictureTensor } from '../pictures/picture-tensor.ts';
import { DEFAULT_SETTINGS } from '../pictures/preprocess.ts';
import { decodePicture } from './decode-picture.ts';
import { inputShape } from './input-shape.ts';
import { eachInput, type InputChoices, type SetRow } from './set-row.ts';

/** A sample that is a picture; it is read when it is its turn, so that a large set fits in memory. */
export function pictureRow(
  about: Pick<SetRow, 'name' | 'label'>,
  path: string,
  { pictures, extents }: InputChoices,
): SetRow {
  return {
    ...about,
    picture: path,
    tensors: async (spec) => {
      const pixels = await decodePicture(path);
      return await eachInput(spec, async (input) => {
        const target = imageTargetOf(input);
        if (target === undefined) return undefined;
        const { name, datatype } = input;
        const slot = { name, datatype, target, shape: inputShape(input, extents[name]) };
        return pictureTensor(slot, pixels, pictures[name] ?? DEFAULT_SETTINGS, false).tensor;
      });
    },
  };
}
