import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** One labelled picture of a digit. */
export interface Digit {
  /** What it shows, 0 to 9. */
  readonly label: number;
  /** Its place in the set, as in `3/07.png`. */
  readonly name: string;
  /** 784 pixels, row by row, 0 (black) to 1 (white). */
  readonly pixels: Float32Array<ArrayBuffer>;
}

const FOLDER = fileURLToPath(new URL('../../samples/digits', import.meta.url));

/** The 500 held-out digits of samples/digits, by label and then by number. */
export async function loadDigits(): Promise<readonly Digit[]> {
  const labels = (await readdir(FOLDER)).toSorted();
  const classes = await Promise.all(labels.map((label) => loadClass(label)));
  return classes.flat();
}

async function loadClass(label: string): Promise<readonly Digit[]> {
  const files = (await readdir(join(FOLDER, label))).toSorted();
  return Promise.all(
    files.map(async (file) => ({
      label: Number(label),
      name: `${label}/${file}`,
      pixels: await readPixels(join(FOLDER, label, file)),
    })),
  );
}

async function readPixels(file: string): Promise<Float32Array<ArrayBuffer>> {
  const bytes = await sharp(file).toColourspace('b-w').raw().toBuffer();
  return Float32Array.from(bytes, (byte) => byte / 255);
}
