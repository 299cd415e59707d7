import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';

const read = (name: string) => readFileSync(join(ROOT, 'electron/resources', name));

/** The pictures that the table of contents of an ICO file points at, with the size it says. */
function picturesOfIco(file: Buffer): { size: number; png: Buffer }[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = file.subarray(6 + 16 * index, 22 + 16 * index);
    const start = entry.readUInt32LE(12);
    return { size: entry.readUInt8(0) || 256, png: file.subarray(start, start + entry.readUInt32LE(8)) };
  });
}

/** The chunks of an ICNS file. */
function chunksOfIcns(file: Buffer): { type: string; png: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const type = file.toString('latin1', at, at + 4);
    chunks.push({ type, png: file.subarray(at + 8, at + file.readUInt32BE(at + 4)) });
  }
  return chunks;
}

it('draws the window icon of Linux in 512 pixels', async () => {
  expect(await sharp(read('icon.png')).metadata()).toMatchObject({ format: 'png', width: 512, height: 512 });
});

it('holds every size that Windows shows', async () => {
  const pictures = picturesOfIco(read('icon.ico'));
  expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  for (const { size, png } of pictures) {
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: size, height: size });
  }
});

it('holds every size that macOS shows, single and double density', async () => {
  const file = read('icon.icns');
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const sizes: [string, number | undefined][] = [];
  for (const { type, png } of chunksOfIcns(file)) sizes.push([type, (await sharp(png).metadata()).width]);
  expect(sizes).toEqual([
    ['icp4', 16],
    ['ic11', 32],
    ['icp5', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic13', 256],
    ['ic08', 256],
    ['ic14', 512],
    ['ic09', 512],
  ]);
});

it('shows something on a ground that is see-through at the corners', async () => {
  const { data, info } = await sharp(read('icon.png'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const alphaAt = (x: number, y: number) => data[(y * info.width + x) * info.channels + 3];
  expect(alphaAt(0, 0)).toBe(0);
  expect(alphaAt(256, 256)).toBe(255);
});
