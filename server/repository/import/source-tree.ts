import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import { checkSourcePath } from './source-path.ts';

/** A file that can be brought in. */
export interface SourceFile {
  /** Below what was dropped, with `/` between its parts; for a bare file its name. */
  readonly path: string;
  /** Where it lies now. */
  readonly from: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Something that was dropped: a file, or a folder with all that is in it. */
export interface SourceTree {
  readonly name: string;
  /** Name of the folder that it lies in, where that says something. */
  readonly parent: string | undefined;
  readonly form: 'file' | 'folder';
  readonly files: readonly SourceFile[];
  /** Every folder below it, empty ones among them. */
  readonly folders: readonly string[];
  /** What file managers leave behind, and nobody wants. */
  readonly leftOut: readonly string[];
}

const LITTER =
  /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX|\._.*|\.git|\.ipynb_checkpoints|__pycache__)$/i;

/** Whether a file or folder of this name is left where it is. */
export function isLitter(name: string): boolean {
  return LITTER.test(name);
}

/**
 * Looks at a file or folder and everything below it.
 * @throws InferdeckError when it cannot be read, or a link in it leads out
 */
export async function readSource(path: string): Promise<SourceTree> {
  const root = resolve(path);
  const facts = await stat(root).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${root}: ${messageOf(error)}.`, { cause: error });
  });
  const name = basename(root);
  const parent = basename(resolve(root, '..')) || undefined;
  checkSourcePath(name);
  if (!facts.isDirectory()) {
    const file = { path: name, from: root, sizeBytes: facts.size, modifiedMs: facts.mtimeMs };
    return { name, parent, form: 'file', files: [file], folders: [], leftOut: [] };
  }
  const found: Found = { files: [], folders: [], leftOut: [] };
  await walk(await realpath(root), '', found);
  return { name, parent, form: 'folder', ...found };
}

interface Found {
  readonly files: SourceFile[];
  readonly folders: string[];
  readonly leftOut: string[];
}

async function walk(root: string, below: string, found: Found): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isLitter(entry.name)) {
      found.leftOut.push(path);
      continue;
    }
    checkSourcePath(path);
    const from = join(root, path);
    if (entry.isSymbolicLink()) await checkLink(root, from);
    const facts = await stat(from);
    if (facts.isDirectory()) {
      found.folders.push(path);
      await walk(root, path, found);
    } else if (facts.isFile()) {
      found.files.push({ path, from, sizeBytes: facts.size, modifiedMs: facts.mtimeMs });
    } else {
      throw invalidArgument(`${from} is neither a file nor a folder.`);
    }
  }
}

/** A link may point to another place of the same folder, and to a folder only if that does not hold the link itself. */
async function checkLink(root: string, link: string): Promise<void> {
  const target = await realpath(link).catch(() => undefined);
  if (target === undefined) throw invalidArgument(`The link ${link} points to nothing.`);
  const inside = relative(root, target);
  if (inside.startsWith('..') || resolve(inside) === inside) {
    throw new InferdeckError('invalid-argument', `The link ${link} leads out of the folder, to ${target}.`, {
      nextStep: 'Put the file itself in its place, and drop the folder again.',
    });
  }
  const isLoop = `${link}${sep}`.startsWith(`${target}${sep}`) && (await lstat(target)).isDirectory();
  if (isLoop) throw invalidArgument(`The link ${link} points to a folder that it lies in.`);
}

/** @throws InferdeckError when a file is not any more what it was: it is still being written */
export async function checkUnchanged(files: readonly SourceFile[]): Promise<void> {
  for (const { from, sizeBytes, modifiedMs } of files) {
    const now = await stat(from).catch(() => undefined);
    if (now?.size === sizeBytes && now.mtimeMs === modifiedMs) continue;
    throw new InferdeckError(
      'unavailable',
      now === undefined
        ? `${from} is gone since it was looked at.`
        : `${from} has changed since it was looked at; it is probably still being copied.`,
      { nextStep: 'Wait until it is complete, and drop it again.' },
    );
  }
}
