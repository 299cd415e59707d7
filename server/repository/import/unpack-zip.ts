import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { formatSize } from '../../format-size.ts';
import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import { checkSourcePath } from './source-path.ts';
import { isLitter } from './source-tree.ts';

/** What an archive may become when it is unpacked. */
export interface ZipLimits {
  readonly entries: number;
  readonly totalBytes: number;
  /** How many times its own size it may become, once it is larger than `freeOfRatioBytes`. */
  readonly ratio: number;
  readonly freeOfRatioBytes: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 100_000,
  totalBytes: 64 * 1024 ** 3,
  ratio: 100,
  freeOfRatioBytes: 16 * 1024 ** 2,
};

/** File type bits that Unix archivers put into the upper half of the external attributes. */
const TYPE_BITS = 0o170000;
const LINK = 0o120000;
const FOLDER = 0o040000;
const FILE = 0o100000;

/**
 * Unpacks a zip archive into an empty folder. Everything is checked before the first byte is written.
 * @throws InferdeckError when it is damaged or encrypted, when an entry leads out, or when it would become too large
 */
export async function unpackZip(
  archive: string,
  into: string,
  { limits = ZIP_LIMITS, signal }: { readonly limits?: ZipLimits; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const zip = await open(archive);
  try {
    const entries = await listEntries(zip, basename(archive), limits);
    checkSize(entries, (await stat(archive)).size, basename(archive), limits);
    for (const { entry, path } of entries) {
      signal?.throwIfAborted();
      await unpackEntry(zip, entry, join(into, path));
    }
  } catch (error) {
    if (error instanceof InferdeckError || signal?.aborted === true) throw error;
    throw invalidArgument(`${basename(archive)} cannot be unpacked: ${messageOf(error)}.`);
  } finally {
    zip.close();
  }
}

async function open(archive: string): Promise<ZipFile> {
  try {
    return await openPromise(archive, {
      decodeStrings: true,
      strictFileNames: false,
      autoClose: false,
    });
  } catch (error) {
    throw invalidArgument(`${basename(archive)} is no zip archive, or is damaged: ${messageOf(error)}.`);
  }
}

interface CheckedEntry {
  readonly entry: Entry;
  readonly path: string;
}

async function listEntries(zip: ZipFile, name: string, limits: ZipLimits): Promise<CheckedEntry[]> {
  if (zip.entryCount > limits.entries) {
    throw invalidArgument(`${name} holds ${zip.entryCount} files; at most ${limits.entries} are unpacked.`);
  }
  const found: CheckedEntry[] = [];
  const paths = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const path = checkEntry(entry, name);
    if (path.split('/').some(isLitter)) continue;
    if (paths.has(path)) throw invalidArgument(`${name} holds ${JSON.stringify(path)} twice.`);
    paths.add(path);
    found.push({ entry, path });
  }
  return found;
}

function checkEntry(entry: Entry, name: string): string {
  const path = checkSourcePath(entry.fileName.replace(/\/$/, ''));
  const type = (entry.externalFileAttributes >>> 16) & TYPE_BITS;
  if (type === LINK)
    throw invalidArgument(`${name} holds a link, ${JSON.stringify(path)}; links are not unpacked.`);
  if (type !== 0 && type !== FOLDER && type !== FILE) {
    throw invalidArgument(`${name} holds something that is no file, ${JSON.stringify(path)}.`);
  }
  if (entry.isEncrypted()) {
    throw new InferdeckError('unsupported', `${name} is locked with a password.`, {
      nextStep: 'Unpack it yourself, and drop the folder.',
    });
  }
  return path;
}

function checkSize(
  entries: readonly CheckedEntry[],
  packedBytes: number,
  name: string,
  limits: ZipLimits,
): void {
  const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  const tooDense = total > limits.freeOfRatioBytes && total > packedBytes * limits.ratio;
  if (total <= limits.totalBytes && !tooDense) return;
  throw new InferdeckError(
    'invalid-argument',
    `${name} would grow from ${formatSize(packedBytes)} to ${formatSize(total)}; it is not unpacked.`,
    { nextStep: 'If you trust it, unpack it yourself and drop the folder.' },
  );
}

async function unpackEntry(zip: ZipFile, entry: Entry, target: string): Promise<void> {
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: 'wx' }));
}
