import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { InferdeckError, invalidArgument } from '../errors.ts';
import { readCsv } from './comma-separated.ts';
import { readFolder } from './folder-per-class.ts';
import { readJsonLines } from './json-lines.ts';
import { readNpz } from './numpy-archive.ts';
import type { InputChoices, ReadRows } from './set-row.ts';

const TABLE = /\.(csv|jsonl|ndjson|npz)$/i;

/**
 * Reads a set: a CSV, JSONL or NPZ file, a folder that holds one, or a folder of pictures with a folder for each class.
 * @throws InferdeckError when it is none of them, or holds no sample
 */
export async function readSet(path: string, choices: InputChoices): Promise<ReadRows> {
  const read = await readAs(path, choices);
  if (read.rows.length > 0) return read;
  throw new InferdeckError(
    'invalid-argument',
    [`${basename(path)} holds no sample that can be read.`, ...read.remarks].join(' '),
    { nextStep: 'A set is a folder of PNG or JPEG files for each class, or a CSV, JSONL or NPZ file.' },
  );
}

async function readAs(path: string, choices: InputChoices): Promise<ReadRows> {
  const table = await tableIn(path);
  if (table === undefined) return await readFolder(path, choices);
  const kind = TABLE.exec(table)?.[1]?.toLowerCase();
  if (kind === 'csv') return await readCsv(table, choices);
  return kind === 'npz' ? await readNpz(table, choices) : await readJsonLines(table, choices);
}

async function tableIn(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new InferdeckError('not-found', `There is no set of inputs at ${path}.`);
  if (!found.isDirectory()) {
    if (TABLE.test(path)) return path;
    throw invalidArgument(`${basename(path)} is no set of inputs; a file has to be CSV, JSONL or NPZ.`);
  }
  const tables = (await readdir(path)).filter((name) => TABLE.test(name));
  return tables.length === 1 && tables[0] !== undefined ? join(path, tables[0]) : undefined;
}

/** SHA-256 over the names and contents of all files of a set. */
export async function hashOfSet(path: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesOf(path)) {
    hash.update(`${relative(path, file).split(sep).join('/')}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
