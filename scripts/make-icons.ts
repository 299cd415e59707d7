/** Draws `electron/resources/icon.svg` into the formats that the systems want: PNG, ICO and ICNS, all committed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ICNS_TYPES, icnsFile, icoFile, type IconPicture } from './lib/icon-files.ts';
import { ROOT } from './lib/root.ts';

const folder = join(ROOT, 'electron/resources');
const DRAWN_AT = 1024;

async function draw(size: number): Promise<IconPicture> {
  const density = (72 * size) / DRAWN_AT;
  const image = sharp(join(folder, 'icon.svg'), { density: Math.max(density, 1) }).resize(size, size);
  return { size, png: await image.png({ palette: true, compressionLevel: 9 }).toBuffer() };
}

const windows = await Promise.all([16, 24, 32, 48, 64, 128, 256].map(draw));
const mac = await Promise.all([...new Set(ICNS_TYPES.map(([, size]) => size))].map(draw));
await writeFile(join(folder, 'icon.ico'), icoFile(windows));
await writeFile(join(folder, 'icon.icns'), icnsFile(mac));
await writeFile(join(folder, 'icon.png'), (await draw(512)).png);
