import { readFile, statfs } from 'node:fs/promises';
import { applyEdits } from '../../config/text/text-edit.ts';
import { setField } from '../../config/text/edits.ts';
import { readConfig } from '../../config/read.ts';
import type { ModelSignature } from '../../config/signature.ts';
import { chooseVersions } from '../../config/version-policy.ts';
import { invalidArgument } from '../../errors.ts';
import type { ModelFolder } from '../model-folder.ts';
import { isCodeName } from '../trust/code-files.ts';
import type { FoundModel, FoundVersion, PlacedFile } from './found-model.ts';
import type { ImportChoice, ImportPlan, PlannedFile, PlannedItem } from './plan.ts';
import { checkName } from './source-path.ts';

/** What a plan depends on beside the files that were dropped. */
export interface PlanSurroundings {
  readonly repository: string;
  /** The models that every repository has. */
  readonly existing: readonly ModelFolder[];
  /** The model that versions shall be added to, if the person dropped them there. */
  readonly target: string | undefined;
  readonly canLink: boolean;
  /** What a model that is laid out like this takes and gives, and a configuration that says so. */
  readonly inspect: (name: string, files: readonly PlannedFile[]) => Promise<InspectedImport>;
  /** What a model of the repository takes and gives. */
  readonly signatureOf: (name: string) => Promise<ModelSignature | undefined>;
}

export interface InspectedImport {
  readonly signature?: ModelSignature;
  readonly configText?: string;
}

/** Works out what would be made of the models that were found. @throws InferdeckError when a name cannot be used */
export async function planImport(
  found: readonly FoundModel[],
  surroundings: PlanSurroundings,
): Promise<ImportPlan> {
  const { repository, existing, canLink } = surroundings;
  if (found.length === 0) throw invalidArgument('Nothing was dropped.');
  const claimed = new Set(existing.map(({ name }) => name.toLowerCase()));
  const items: PlannedItem[] = [];
  for (const [index, model] of found.entries()) {
    items.push(await planItem(String(index), model, claimed, surroundings));
  }
  const { bavail, bsize } = await statfs(repository);
  return { repository, items, freeBytes: bavail * bsize, canLink };
}

async function planItem(
  id: string,
  found: FoundModel,
  claimed: Set<string>,
  surroundings: PlanSurroundings,
): Promise<PlannedItem> {
  checkName(found.name);
  const name = surroundings.target ?? found.name;
  const existing = surroundings.existing.find((folder) => folder.name === name);
  const freeName = unclaimed(found.name, claimed);
  claimed.add(freeName.toLowerCase());
  const create = await createChoice(freeName, found, surroundings);
  const add = existing === undefined ? [] : [await addChoice(existing, found, surroundings)];
  const isWhole = found.besides.some(({ path }) => path === 'config.pbtxt');
  const skip: ImportChoice = { action: 'skip', model: found.name, versions: [], files: [], remarks: [] };
  return {
    id,
    origin: found.origin,
    form: found.form,
    choices: [...add, create, skip],
    ...(existing !== undefined && isWhole && { conflict: conflictSentence(found, existing) }),
    leftOut: found.leftOut,
    runsCode: create.files.some(({ path }) => isCodeName(path)),
  };
}

function conflictSentence({ origin, versions }: FoundModel, { name, versions: there }: ModelFolder): string {
  const holds = versions.length === 1 ? 'one version' : `${versions.length} versions`;
  const has = there.map(({ version }) => `v${version}`).join(', ') || 'no version';
  return `${origin} holds ${holds}; ${name} is in the repository already, with ${has}.`;
}

function unclaimed(name: string, claimed: ReadonlySet<string>): string {
  if (!claimed.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    if (!claimed.has(`${name}_${number}`.toLowerCase())) return `${name}_${number}`;
  }
}

async function createChoice(
  model: string,
  found: FoundModel,
  { inspect }: PlanSurroundings,
): Promise<ImportChoice> {
  const numbers = numbersFor(found.versions, []);
  const own = await Promise.all(found.besides.map((file) => besideFile(file, model)));
  const files = [...own, ...versionFiles(found.versions, numbers)];
  const hasConfig = own.some(({ path }) => path === 'config.pbtxt');
  const { configText } = hasConfig ? {} : await inspect(model, files);
  const written: PlannedFile[] =
    configText === undefined
      ? []
      : [
          {
            kind: 'written',
            path: 'config.pbtxt',
            sizeBytes: Buffer.byteLength(configText),
            text: configText,
          },
        ];
  const unknown = 'The model file does not say what it takes and gives; the configuration has to.';
  const remarks = hasConfig || configText !== undefined ? found.remarks : [...found.remarks, unknown];
  return { action: 'create', model, versions: numbers, files: [...written, ...files], remarks };
}

/** A configuration that names its model differently would be refused, so the name follows the folder. */
async function besideFile(file: PlacedFile, model: string): Promise<PlannedFile> {
  const copied = planned(file);
  if (file.path !== 'config.pbtxt') return copied;
  const text = await readFile(file.source.from, 'utf8');
  const { config, document } = readConfig(text);
  if (config.name === '' || config.name === model) return copied;
  const renamed = applyEdits(text, setField(document, 'name', model));
  return { kind: 'written', path: file.path, sizeBytes: Buffer.byteLength(renamed), text: renamed };
}

async function addChoice(
  existing: ModelFolder,
  found: FoundModel,
  surroundings: PlanSurroundings,
): Promise<ImportChoice> {
  const there = existing.versions.map(({ version }) => version);
  const numbers = numbersFor(found.versions, there);
  const files = versionFiles(found.versions, numbers);
  const [before, { signature: after }, serving] = await Promise.all([
    surroundings.signatureOf(existing.name),
    surroundings.inspect(existing.name, files),
    servedAfterwards(existing, [...there, ...numbers]),
  ]);
  const remarks = [...found.remarks, ...signatureRemark(before, after), servingRemark(numbers, serving)];
  return { action: 'add-version', model: existing.name, versions: numbers, files, remarks };
}

function signatureRemark(before: ModelSignature | undefined, after: ModelSignature | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  return JSON.stringify(before) === JSON.stringify(after)
    ? ['Takes and gives the same as the versions that are there.']
    : ['Takes or gives something else than the versions that are there; it may not load beside them.'];
}

async function servedAfterwards(
  { configFile }: ModelFolder,
  versions: readonly number[],
): Promise<readonly number[]> {
  const text = configFile === undefined ? '' : await readFile(configFile, 'utf8');
  return chooseVersions(readConfig(text).config.version_policy, versions).versions;
}

function servingRemark(numbers: readonly number[], serving: readonly number[]): string {
  const names = (versions: readonly number[]) => versions.map((version) => `v${version}`).join(', ');
  if (!numbers.some((version) => serving.includes(version))) {
    return 'The version policy leaves it out; switch it on under Versions to serve it.';
  }
  return `When it is loaded, the version policy serves ${names([...serving].reverse())}.`;
}

/** A number that is free is kept; any other version gets the next number. */
function numbersFor(versions: readonly FoundVersion[], taken: readonly number[]): number[] {
  const used = new Set(taken);
  const numbers: number[] = [];
  for (const { version } of versions) {
    const free = version !== undefined && !used.has(version);
    const number = free ? version : Math.max(0, ...used) + 1;
    used.add(number);
    numbers.push(number);
  }
  return numbers;
}

function versionFiles(versions: readonly FoundVersion[], numbers: readonly number[]): PlannedFile[] {
  return versions.flatMap(({ files }, index) =>
    files.map((file) => planned({ ...file, path: `${numbers[index] ?? 1}/${file.path}` })),
  );
}

function planned({ path, source }: PlacedFile): PlannedFile {
  return { kind: 'copied', path, sizeBytes: source.sizeBytes, source };
}
