import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { InferdeckError, invalidArgument, messageOf } from '../../errors.ts';
import { type FoundModel, filesBelow, placedIn, type PlacedFile } from './found-model.ts';
import { modelNameFrom } from './model-file.ts';
import type { SourceTree } from './source-tree.ts';

/**
 * The parts of an `MLmodel` file that say where the model is.
 * Source: https://mlflow.org/docs/latest/ml/model/#storage-format
 */
const Description = z.object({
  flavors: z.object({
    onnx: z.object({ data: z.string().default('model.onnx') }).optional(),
    pytorch: z.object({ model_data: z.string().default('data') }).optional(),
    tensorflow: z.object({ saved_model_dir: z.string().optional(), data: z.string().optional() }).optional(),
  }),
});

type Flavors = z.infer<typeof Description>['flavors'];

/** @throws InferdeckError when the description cannot be read, or has no flavour that can be served */
export async function mlflowModel(tree: SourceTree): Promise<FoundModel> {
  const { flavors } = await describe(tree);
  const { flavor, files, remarks = [] } = servedFlavor(tree, flavors);
  const taken = new Set(files.map(({ source }) => source.path));
  return {
    name: modelNameFrom(tree.name, tree.parent),
    form: `an MLflow model, flavour ${flavor}`,
    origin: tree.name,
    versions: [{ version: undefined, files }],
    besides: [],
    leftOut: [...tree.leftOut, ...tree.files.map(({ path }) => path).filter((path) => !taken.has(path))],
    remarks,
  };
}

async function describe(tree: SourceTree): Promise<z.infer<typeof Description>> {
  const from = tree.files.find(({ path }) => path === 'MLmodel')?.from ?? '';
  try {
    return Description.parse(parse(await readFile(from, 'utf8')));
  } catch (error) {
    throw invalidArgument(`${tree.name}/MLmodel is no description of an MLflow model: ${messageOf(error)}.`);
  }
}

interface ServedFlavor {
  readonly flavor: string;
  readonly files: readonly PlacedFile[];
  readonly remarks?: readonly string[];
}

function servedFlavor(tree: SourceTree, { onnx, pytorch, tensorflow }: Flavors): ServedFlavor {
  if (onnx !== undefined) return { flavor: 'onnx', files: beside(tree, onnx.data, 'model.onnx') };
  if (tensorflow !== undefined) {
    const folder = tensorflow.saved_model_dir ?? `${tensorflow.data ?? 'data'}/model`;
    const files = filesBelow(tree, folder);
    if (files.some(({ path }) => path === 'saved_model.pb')) {
      return { flavor: 'tensorflow', files: placedIn('model.savedmodel', files) };
    }
    throw noFlavor(tree, `its TensorFlow model in ${folder} is no SavedModel`);
  }
  if (pytorch !== undefined) {
    return {
      flavor: 'pytorch',
      files: beside(tree, `${pytorch.model_data}/model.pth`, 'model.pt'),
      remarks: ['The PyTorch file must be TorchScript; a pickled module does not load without its code.'],
    };
  }
  throw noFlavor(tree, 'it has none of the flavours onnx, pytorch and tensorflow');
}

/** A file under a new name, and what lies in the same folder, such as the weights that it refers to. */
function beside(tree: SourceTree, path: string, name: string): PlacedFile[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const own = filesBelow(tree, folder).filter(({ path: inner }) => !inner.includes('/'));
  const model = own.find(({ source }) => source.path === path);
  if (model === undefined) throw noFlavor(tree, `the file ${path} that MLmodel names is not there`);
  const weights = own.filter((file) => file !== model && /\.(?:data|bin|weights)$/i.test(file.path));
  return [{ ...model, path: name }, ...weights];
}

function noFlavor({ name }: SourceTree, why: string): InferdeckError {
  return new InferdeckError('unsupported', `The MLflow model ${name} cannot be served: ${why}.`, {
    nextStep: 'Log it again with mlflow.onnx, as TorchScript, or as a TensorFlow SavedModel.',
  });
}
