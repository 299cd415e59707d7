import { InferdeckError } from '../../errors.ts';
import {
  type FoundModel,
  type FoundVersion,
  filesBelow,
  placedIn,
  type PlacedFile,
  subtree,
} from './found-model.ts';
import { mlflowModel } from './mlflow.ts';
import { modelNameFrom, standardFileName } from './model-file.ts';
import type { SourceFile, SourceTree } from './source-tree.ts';
import { parseVersionName } from '../version-name.ts';

const SAVED_MODEL = /^saved_model\.pb(?:txt)?$/;

/**
 * Finds the models in what was dropped together: model folders, version folders, bare files, exports of TensorFlow and
 * MLflow, or a folder full of these.
 * @throws InferdeckError naming what is no model
 */
export async function recognise(trees: readonly SourceTree[]): Promise<FoundModel[]> {
  const bare = trees.filter(({ form }) => form === 'file');
  const folders = trees.filter(({ form }) => form === 'folder');
  const found = await Promise.all(folders.map((tree) => modelsIn(tree, 0)));
  return [...bareModels(bare), ...found.flat()];
}

function bareModels(trees: readonly SourceTree[]): FoundModel[] {
  const files = trees.flatMap(({ files: [file], parent }) => (file === undefined ? [] : [{ file, parent }]));
  const models = files.filter(({ file }) => standardFileName(file.path) !== undefined);
  const others = files
    .filter(({ file }) => standardFileName(file.path) === undefined)
    .map(({ file }) => file);
  const [stranger] = others;
  // Weights and labels that were dropped along with one model file belong to it.
  if (models.length === 1) return models.map(({ file, parent }) => bareModel(file, parent, others));
  if (stranger !== undefined) throw noModel(stranger.path);
  return models.map(({ file, parent }) => bareModel(file, parent, []));
}

function bareModel(file: SourceFile, parent: string | undefined, others: readonly SourceFile[]): FoundModel {
  const isSavedModel = SAVED_MODEL.test(file.path);
  const place = isSavedModel ? `model.savedmodel/${file.path}` : (standardFileName(file.path) ?? file.path);
  const isLabels = (path: string) => /\.(?:txt|pbtxt)$/i.test(path);
  const placed = others.map((source) => ({ path: source.path, source }));
  return {
    name: modelNameFrom(file.path, parent),
    form: 'a model file',
    origin: file.path,
    versions: [
      {
        version: undefined,
        files: [{ path: place, source: file }, ...placed.filter(({ path }) => !isLabels(path))],
      },
    ],
    besides: placed.filter(({ path }) => isLabels(path)),
    leftOut: [],
    remarks: isSavedModel
      ? ['A SavedModel is a folder; its variables are missing if they were not in this file.']
      : [],
  };
}

/** Repositories inside repositories are looked into this deep. */
const DEEPEST = 2;

async function modelsIn(tree: SourceTree, depth: number): Promise<FoundModel[]> {
  const top = topFiles(tree);
  if (top.some(({ path }) => path === 'MLmodel')) return [await mlflowModel(tree)];
  if (top.some(({ path }) => SAVED_MODEL.test(path))) return [savedModel(tree)];
  const versions = versionNames(tree);
  if (versions.length > 0 || top.some(({ path }) => path === 'config.pbtxt'))
    return [modelFolder(tree, versions)];
  if (modelFiles(top).length > 0) return [versionFolder(tree)];
  if (depth < DEEPEST) {
    const inner = tree.folders
      .filter((folder) => !folder.includes('/'))
      .map((folder) => subtree(tree, folder));
    const found = await Promise.all(inner.map((folder) => modelsIn(folder, depth + 1).catch(() => [])));
    if (found.flat().length > 0) return found.flat();
  }
  throw noModel(tree.name);
}

function savedModel(tree: SourceTree): FoundModel {
  const version = {
    version: versionOf(tree.name),
    files: placedIn('model.savedmodel', filesBelow(tree, '')),
  };
  return folderModel(tree, 'a TensorFlow SavedModel', [version]);
}

/** A model folder of a repository, or one of TensorFlow Serving, whose numbered folders are SavedModels themselves. */
function modelFolder(tree: SourceTree, names: readonly string[]): FoundModel {
  const numbered = names.map((name): FoundVersion => {
    const files = filesBelow(tree, name);
    const isSavedModel = files.some(({ path }) => SAVED_MODEL.test(path));
    return { version: Number(name), files: isSavedModel ? placedIn('model.savedmodel', files) : files };
  });
  const besides = filesBelow(tree, '').filter(({ path }) => !names.includes(path.split('/')[0] ?? ''));
  if (numbered.length > 0) return { ...folderModel(tree, 'a model folder', numbered), besides };
  const flat = besides.filter(({ path }) => !path.includes('/') && standardFileName(path) !== undefined);
  // An ensemble has an empty version folder, which archives and git leave out.
  return {
    ...folderModel(tree, 'a model folder without versions', [
      { version: undefined, files: withStandardName(flat) },
    ]),
    besides: besides.filter((file) => !flat.includes(file)),
  };
}

function versionFolder(tree: SourceTree): FoundModel {
  const files = withStandardName(filesBelow(tree, ''));
  return folderModel(tree, 'a version folder', [{ version: versionOf(tree.name), files }]);
}

function folderModel(tree: SourceTree, form: string, versions: readonly FoundVersion[]): FoundModel {
  const isNumber = versionOf(tree.name) !== undefined;
  return {
    name: modelNameFrom(isNumber ? (tree.parent ?? 'model') : tree.name, tree.parent),
    form,
    origin: tree.name,
    versions,
    besides: [],
    leftOut: tree.leftOut,
    remarks: [],
  };
}

/** The only model file of a folder gets the name that servers look for; its weights keep theirs. */
function withStandardName(files: readonly PlacedFile[]): readonly PlacedFile[] {
  const models = modelFiles(files);
  const [model] = models;
  const wanted = model === undefined ? undefined : standardFileName(model.path);
  if (models.length !== 1 || wanted === undefined || files.some(({ path }) => path === wanted)) return files;
  return files.map((file) => (file === model ? { ...file, path: wanted } : file));
}

function modelFiles(files: readonly PlacedFile[]): PlacedFile[] {
  return files.filter(({ path }) => !path.includes('/') && standardFileName(path) !== undefined);
}

function topFiles(tree: SourceTree): PlacedFile[] {
  return filesBelow(tree, '').filter(({ path }) => !path.includes('/'));
}

function versionNames({ folders }: SourceTree): string[] {
  return folders.filter((folder) => versionOf(folder) !== undefined);
}

function versionOf(name: string): number | undefined {
  const parsed = parseVersionName(name);
  return parsed.kind === 'version' ? parsed.version : undefined;
}

function noModel(name: string): InferdeckError {
  return new InferdeckError(
    'invalid-argument',
    `${JSON.stringify(name)} holds no model that could be served.`,
    {
      nextStep:
        'Drop a model folder, a version folder, a .onnx, .pt, .pb, .plan or .savedmodel, a zip of these, or an MLflow model.',
    },
  );
}
