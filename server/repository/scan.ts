import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { InferdeckError, messageOf } from '../errors.ts';
import type { ModelFolder, VersionFolder } from './model-folder.ts';
import { parseVersionName } from './version-name.ts';

const CONFIG_FILE = 'config.pbtxt';

/** What was found in one repository; `problem` says why nothing could be. */
export interface RepositoryScan {
  readonly path: string;
  readonly models: readonly ModelFolder[];
  readonly problem?: string;
}

/** Looks at every model folder of a repository. A repository that cannot be read is a problem, not an exception. */
export async function scanRepository(repository: string, configName?: string): Promise<RepositoryScan> {
  const path = resolve(repository);
  try {
    const names = await modelNames(path);
    const models = await Promise.all(names.map((name) => scanModelFolder(path, name, configName)));
    return { path, models };
  } catch (error) {
    return { path, models: [], problem: problemOf(path, error) };
  }
}

function problemOf(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `The model repository ${path} does not exist.`;
  if (code === 'ENOTDIR') return `The model repository ${path} is a file, not a folder.`;
  if (code === 'EACCES') return `The model repository ${path} cannot be read: permission denied.`;
  return `The model repository ${path} cannot be read: ${messageOf(error)}.`;
}

/** Names of the model folders, sorted; files and hidden folders beside them are not models. */
async function modelNames(repository: string): Promise<string[]> {
  const entries = await readdir(repository, { withFileTypes: true });
  const folders = await Promise.all(
    entries.map(async (entry) => (await isFolder(repository, entry)) && !entry.name.startsWith('.')),
  );
  return entries
    .filter((_, index) => folders[index])
    .map((entry) => entry.name)
    .sort();
}

/** @throws InferdeckError when there is no such folder */
export async function scanModelFolder(
  repository: string,
  name: string,
  configName?: string,
): Promise<ModelFolder> {
  const path = join(repository, name);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read the model folder ${path}: ${messageOf(error)}.`, {
      cause: error,
    });
  });
  const versions: VersionFolder[] = [];
  const warnings: string[] = [];
  for (const entry of entries) {
    if (!(await isFolder(path, entry))) continue;
    const parsed = parseVersionName(entry.name);
    if (parsed.kind === 'version') versions.push(await scanVersion(join(path, entry.name), parsed.version));
    if (parsed.kind === 'ignored') warnings.push(`Folder '${entry.name}' is ignored: ${parsed.why}.`);
  }
  versions.sort((a, b) => a.version - b.version);
  const configFile = await configFileOf(path, entries, configName);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const besides = [
    ...files.map((file) => join(path, file)),
    ...(configFile === undefined ? [] : [configFile]),
  ];
  const facts = await Promise.all(besides.map((file) => fileFacts(file, path)));
  const fingerprint = [
    ...facts.map(fingerprintOf),
    ...versions.map((version) => `${version.version}=${version.fingerprint}`),
  ]
    .sort()
    .join('\n');
  return { name: basename(path), path, repository, versions, configFile, files, fingerprint, warnings };
}

interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

async function fileFacts(file: string, within: string): Promise<FileFacts> {
  const { size = 0, mtimeMs = 0 } = (await stat(file).catch(() => undefined)) ?? {};
  return { name: relative(within, file), size, modifiedMs: mtimeMs };
}

function fingerprintOf({ name, size, modifiedMs }: FileFacts): string {
  return `${name}:${size}:${modifiedMs}`;
}

async function configFileOf(
  modelPath: string,
  entries: readonly Dirent[],
  configName: string | undefined,
): Promise<string | undefined> {
  if (configName !== undefined) {
    const custom = join(modelPath, 'configs', `${configName}.pbtxt`);
    if ((await stat(custom).catch(() => undefined))?.isFile() === true) return custom;
  }
  return entries.some((entry) => entry.name === CONFIG_FILE) ? join(modelPath, CONFIG_FILE) : undefined;
}

async function scanVersion(path: string, version: number): Promise<VersionFolder> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => fileFacts(join(entry.parentPath, entry.name), path)),
  );
  const direct = entries.filter((entry) => entry.parentPath === path);
  return {
    version,
    path,
    entries: direct
      .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    sizeBytes: files.reduce((sum, { size }) => sum + size, 0),
    fingerprint: files.map(fingerprintOf).sort().join('|'),
  };
}

/** Links to folders count as folders: repositories are often assembled from links. */
async function isFolder(parent: string, entry: Dirent): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  return (await stat(join(parent, entry.name)).catch(() => undefined))?.isDirectory() === true;
}
