import type { SourceFile, SourceTree } from './source-tree.ts';

/** A file and the place that it will have. */
export interface PlacedFile {
  readonly path: string;
  readonly source: SourceFile;
}

/** One version among what was dropped. */
export interface FoundVersion {
  /** As its folder was named; undefined when it had no number. */
  readonly version: number | undefined;
  /** Paths inside the version folder. */
  readonly files: readonly PlacedFile[];
}

/** A model among what was dropped, whatever form it had. */
export interface FoundModel {
  readonly name: string;
  /** What it was: `a bare ONNX file`. */
  readonly form: string;
  /** What was dropped. */
  readonly origin: string;
  readonly versions: readonly FoundVersion[];
  /** Configuration, labels and whatever else lies beside the versions; paths inside the model folder. */
  readonly besides: readonly PlacedFile[];
  readonly leftOut: readonly string[];
  /** What the person should know of it, in sentences. */
  readonly remarks: readonly string[];
}

/** The files below a folder of a tree, with their paths below that folder. */
export function filesBelow({ files }: SourceTree, folder: string): PlacedFile[] {
  const lead = folder === '' ? '' : `${folder}/`;
  return files
    .filter(({ path }) => path.startsWith(lead))
    .map((source) => ({ path: source.path.slice(lead.length), source }));
}

/** The part of a tree that lies in one of its folders. */
export function subtree(tree: SourceTree, folder: string): SourceTree {
  const lead = `${folder}/`;
  const inside = (path: string) => path.startsWith(lead);
  const cut = (path: string) => path.slice(lead.length);
  return {
    name: folder.slice(folder.lastIndexOf('/') + 1),
    parent: tree.name,
    form: 'folder',
    files: tree.files.filter(({ path }) => inside(path)).map((file) => ({ ...file, path: cut(file.path) })),
    folders: tree.folders.filter(inside).map(cut),
    leftOut: tree.leftOut.filter(inside).map(cut),
  };
}

/** Puts files below a folder. */
export function placedIn(folder: string, files: readonly PlacedFile[]): PlacedFile[] {
  return files.map(({ path, source }) => ({ path: `${folder}/${path}`, source }));
}
