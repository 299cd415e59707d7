import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { InferdeckError, messageOf } from '../errors.ts';
import type { Pixels } from '../pictures/raster.ts';

/** A header of a few bytes may promise a picture that no memory holds. */
const MOST_PIXELS = 100_000_000;

/** Names of files that may be pictures this room can read. */
export const PICTURE_FILE = /\.(?:png|jpe?g)$/i;

/** Reads a PNG or JPEG file as RGBA pixels. @throws InferdeckError when it is none, or too large */
export async function decodePicture(path: string): Promise<Pixels> {
  const content = await readFile(path);
  try {
    if (content.readUInt32BE(0) === 0x89504e47) return readPng(content);
    if (content.readUInt16BE(0) === 0xffd8) return readJpeg(content);
  } catch (cause) {
    throw unreadable(path, `: ${messageOf(cause)}`, cause);
  }
  throw unreadable(path, '; PNG and JPEG can be read.');
}

function readPng(content: Buffer): Pixels {
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  if (width * height > MOST_PIXELS) throw new Error(`it has ${width} × ${height} pixels`);
  return PNG.sync.read(content);
}

function readJpeg(content: Buffer): Pixels {
  return decodeJpeg(content, { useTArray: true, maxResolutionInMP: MOST_PIXELS / 1e6 });
}

function unreadable(path: string, why: string, cause?: unknown): InferdeckError {
  return new InferdeckError('invalid-argument', `${basename(path)} is not a picture that can be read${why}`, {
    cause,
  });
}
