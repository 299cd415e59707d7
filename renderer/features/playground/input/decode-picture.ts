import { InferdeckError } from '../../../../server/errors.ts';
import type { Picture } from '../drafts.ts';

/** No model input is larger; a photograph of any size then takes a moment, not seconds. */
const LONGEST_SIDE = 1024;

/**
 * Decodes a picture file, scaled down to at most 1024 pixels a side.
 * @throws InferdeckError when the browser cannot read it as a picture
 */
export async function decodePicture(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new InferdeckError(
      'invalid-argument',
      `${file.name || 'This'} is not a picture that can be read.`,
      {
        nextStep: 'PNG, JPEG, WebP, GIF and BMP can be.',
        cause,
      },
    );
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new InferdeckError('internal', 'This browser gave no canvas to decode on.');
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { name: file.name || 'pasted picture', pixels: context.getImageData(0, 0, width, height) };
}
