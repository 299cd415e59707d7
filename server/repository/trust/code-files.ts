import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readConfig } from '../../config/read.ts';
import type { ModelConfig } from '../../config/schema/value.ts';
import { contentHash } from '../content-hash.ts';
import type { ModelFolder } from '../model-folder.ts';

/** A file of a model that runs when the model is loaded or asked. */
export interface CodeFile {
  /** Inside the model folder, with `/` between its parts. */
  readonly path: string;
  readonly from: string;
  readonly sizeBytes: number;
  readonly hash: string;
}

/** Everything of a model that runs on this computer beside its framework. */
export interface ModelCode {
  /** Equal hashes mean that the same code runs in the same way. */
  readonly hash: string;
  readonly files: readonly CodeFile[];
}

/** Python, JavaScript, libraries, what asks for packages, and packed environments, which hold an interpreter of their own. */
const CODE = /\.(?:py|[cm]?js|pyc|pyd|so(?:\.[\d.]+)?|dll|dylib)$|\.tar\.gz$|^requirements\.txt$/i;

/** Whether a file of this name can run, wherever it lies in a model folder. */
export function isCodeName(path: string): boolean {
  return CODE.test(basename(path));
}

/** The code in a model folder; undefined when there is none. Reads every such file. */
export async function codeIn(
  folder: Pick<ModelFolder, 'path' | 'configFile'>,
): Promise<ModelCode | undefined> {
  const config = await configOf(folder);
  const isCode = (path: string) => isCodeName(path) || runsAs(config, basename(path));
  const paths = (await filesBelow(folder.path)).filter(isCode).sort();
  if (paths.length === 0) return undefined;
  const files = await Promise.all(paths.map((path) => codeFile(folder.path, path)));
  const lines = files.map(({ path, hash }) => `${hash} ${path}`);
  return { hash: contentHash([...lines, JSON.stringify(howItRuns(config))].join('\n')), files };
}

async function configOf({ configFile }: Pick<ModelFolder, 'configFile'>): Promise<ModelConfig | undefined> {
  const text =
    configFile === undefined ? undefined : await readFile(configFile, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : readConfig(text).config;
}

/** These backends run whatever file their configuration names. */
function runsAs(config: ModelConfig | undefined, name: string): boolean {
  return (
    (config?.backend === 'python' || config?.backend === 'node') && config.default_model_filename === name
  );
}

/** What a configuration says of the code, so that another way of running it is another approval. */
function howItRuns(config: ModelConfig | undefined): readonly unknown[] {
  const environment = config?.parameters['EXECUTION_ENV_PATH'];
  return [
    config?.backend,
    config?.runtime,
    config?.default_model_filename,
    environment,
    config?.model_operations,
  ];
}

async function filesBelow(root: string, below = '', seen: readonly string[] = []): Promise<string[]> {
  const place = await realpath(join(root, below));
  if (seen.includes(place)) return [];
  const entries = await readdir(place, { withFileTypes: true });
  const found = entries.map(async ({ name }) => {
    const path = below === '' ? name : `${below}/${name}`;
    const facts = await stat(join(root, path)).catch(() => undefined);
    return facts?.isDirectory() === true ? await filesBelow(root, path, [...seen, place]) : [path];
  });
  return (await Promise.all(found)).flat();
}

async function codeFile(root: string, path: string): Promise<CodeFile> {
  const from = join(root, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(from), hash);
  return { path, from, sizeBytes: (await stat(from)).size, hash: hash.digest('hex') };
}
