import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSignature } from '../../config/signature.ts';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { InspectionSpec, ModelInspection } from '../backend.ts';
import { countOperators } from '../count-operators.ts';
import { readGraphDef } from './graph-def.ts';
import { type MetaGraph, readSavedModel, type SignatureDef, signatureTensorOf } from './saved-model.ts';

const DEFAULT_SIGNATURE = 'serving_default';
/** A signature that only says how to initialise the graph. */
const INIT_SIGNATURE = '__saved_model_init_op';

/** Reads a SavedModel or a frozen graph without TensorFlow. @throws InferdeckError naming the file and what is wrong */
export async function inspectTensorFlow(spec: InspectionSpec): Promise<ModelInspection> {
  const found = await stat(spec.path).catch(() => undefined);
  return found?.isDirectory() === true ? await inspectSavedModel(spec) : await inspectGraph(spec);
}

async function inspectSavedModel({ path, parameters }: InspectionSpec): Promise<ModelInspection> {
  const file = join(path, 'saved_model.pb');
  const graphs = await read(file, readSavedModel);
  const graph = chooseGraph(graphs, parameters['TF_GRAPH_TAG']);
  if (graph === undefined) throw new InferdeckError('invalid-argument', `${file} holds no graph to serve.`);
  const signature = signatureOf(chooseSignature(graph, parameters['TF_SIGNATURE_DEF'], file));
  return {
    ...(signature && { signature }),
    ...(graph.version !== '' && { producer: `TensorFlow ${graph.version}` }),
    operators: countOperators(graph.operators),
  };
}

function chooseGraph(graphs: readonly MetaGraph[], tag = 'serve'): MetaGraph | undefined {
  return graphs.find(({ tags }) => tags.includes(tag)) ?? graphs[0];
}

function chooseSignature({ signatures }: MetaGraph, chosen: string | undefined, file: string): SignatureDef {
  const names = [...signatures.keys()].filter((name) => name !== INIT_SIGNATURE);
  const name = chosen ?? (names.includes(DEFAULT_SIGNATURE) ? DEFAULT_SIGNATURE : names[0]);
  const signature = name === undefined ? undefined : signatures.get(name);
  if (signature !== undefined) return signature;
  throw new InferdeckError(
    'invalid-argument',
    `${file} has no signature${chosen === undefined ? '' : ` '${chosen}'`}.`,
    { nextStep: names.length === 0 ? 'Save the model with one.' : `It has: ${names.join(', ')}.` },
  );
}

/** Nothing where a tensor has an open rank: the configuration has to be complete then. */
function signatureOf({ inputs, outputs }: SignatureDef): ModelSignature | undefined {
  const known = [inputs, outputs].map((tensors) =>
    tensors.map(signatureTensorOf).filter((tensor) => tensor !== undefined),
  );
  const [knownInputs = [], knownOutputs = []] = known;
  const isWhole = knownInputs.length === inputs.length && knownOutputs.length === outputs.length;
  return isWhole ? { inputs: knownInputs, outputs: knownOutputs } : undefined;
}

/** A frozen graph says neither which of its nodes are outputs nor their shapes, so the configuration has to. */
async function inspectGraph({ path, config }: InspectionSpec): Promise<ModelInspection> {
  const { nodes, inFunctions } = await read(path, readGraphDef);
  const placeholders = nodes.filter(({ op }) => op.startsWith('Placeholder')).map(({ name }) => name);
  const names = new Set(nodes.map(({ name }) => name));
  for (const { name } of config.input) {
    if (placeholders.includes(nodeOf(name))) continue;
    throw unexpected('input', name, placeholders);
  }
  for (const { name } of config.output) {
    if (names.has(nodeOf(name))) continue;
    throw unexpected('output', name, [...names].slice(-5));
  }
  return { operators: countOperators([...nodes, ...inFunctions].map(({ op }) => op)) };
}

/** `scope/x:0` is a result of the node `scope/x`. */
function nodeOf(tensor: string): string {
  return tensor.replace(/:\d+$/, '');
}

function unexpected(kind: 'input' | 'output', name: string, allowed: readonly string[]): InferdeckError {
  const some = kind === 'output' ? 'the last nodes of the graph are' : `allowed ${kind}s are`;
  return new InferdeckError(
    'invalid-argument',
    `unexpected inference ${kind} '${name}', ${some}: ${allowed.join(', ')}`,
  );
}

async function read<T>(file: string, parse: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${file}: ${messageOf(error)}.`, { cause: error });
  });
  try {
    return parse(bytes);
  } catch (error) {
    throw new InferdeckError(
      'invalid-argument',
      `${file} is not a TensorFlow model, or it was cut off (${bytes.length} bytes): ${messageOf(error)}.`,
      { nextStep: 'Export or copy the file again.', cause: error },
    );
  }
}
