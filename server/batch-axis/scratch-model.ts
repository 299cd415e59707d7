import { copyFile, link, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { type GraphProto, type ModelProto, ModelProtoSchema, type TensorProto } from 'onnx-buf';
import { InferdeckError } from '../errors.ts';
import { allNodes, subgraphsOf } from './subgraphs.ts';

/** Files that a model keeps its weights in, below its folder. */
export function externalFiles(graph: GraphProto): readonly string[] {
  const graphs = [graph, ...allNodes(graph).flatMap(subgraphsOf)];
  const tensors = graphs.flatMap((inner) => [...inner.initializer, ...constants(inner)]);
  const places = tensors.flatMap((tensor) => tensor.externalData.filter(({ key }) => key === 'location'));
  return [...new Set(places.map(({ value }) => value))];
}

function constants(graph: GraphProto): readonly TensorProto[] {
  return graph.node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => (t === undefined ? [] : [t])));
}

/** A folder outside the repository in which models can be tried, with the weights of one model at hand. */
export interface Scratch {
  /** Writes a model there. @returns its path */
  write(name: string, model: ModelProto): Promise<string>;
  /** Paths of the weights, by their place below the model. */
  readonly external: ReadonlyMap<string, string>;
  remove(): Promise<void>;
}

/** @throws InferdeckError when weights are missing, or lie outside the model's folder */
export async function scratchFor(modelFile: string, graph: GraphProto): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'inferdeck-batch-axis-'));
  const external = new Map<string, string>();
  try {
    for (const place of externalFiles(graph)) external.set(place, await bring(place, modelFile, folder));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    external,
    write: async (name, model) => {
      const path = join(folder, name);
      await writeFile(path, toBinary(ModelProtoSchema, model));
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function bring(place: string, modelFile: string, folder: string): Promise<string> {
  const from = join(dirname(modelFile), place);
  if (isAbsolute(place) || place.split(/[/\\]/).includes('..')) {
    throw new InferdeckError('unsupported', `The model keeps weights outside its folder: ${place}.`);
  }
  if ((await stat(from).catch(() => undefined)) === undefined) {
    throw new InferdeckError('not-found', `The weights of the model are missing: ${from}.`, {
      nextStep: 'Copy the file with the weights beside the model file.',
    });
  }
  const target = join(folder, place);
  await mkdir(dirname(target), { recursive: true });
  // A second name costs nothing; other disks and some file systems need a copy.
  await link(from, target).catch(() => copyFile(from, target));
  return from;
}
