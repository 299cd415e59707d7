import { InferdeckError } from '../../errors.ts';
import type { NetDef, OperatorDef } from './netdef.ts';
import { type GraphTensor, OnnxGraph } from './onnx-graph.ts';
import { Operator } from './operator.ts';
import { TRANSLATIONS } from './operators/all.ts';

/** A net that makes the weights, and one that computes with them. */
export interface NetPair {
  readonly init: NetDef;
  readonly predict: NetDef;
}

/** What goes in and comes out, as the configuration lists it. */
export interface NetInterface {
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
}

interface Placed {
  readonly definition: OperatorDef;
  readonly place: string;
}

/**
 * Translates a Caffe2 model to ONNX. Any blob of the net may be an output; what no output needs is left out.
 * @returns the bytes of an ONNX file
 * @throws InferdeckError naming the operator that cannot be translated, or the blob that does not exist
 */
export function translateNet({ init, predict }: NetPair, { inputs, outputs }: NetInterface): Uint8Array {
  const inputNames = inputs.map(({ name }) => name);
  const wanted = new Set(outputs.map(({ name }) => name));
  const computing = neededFor(wanted, placed(predict));
  for (const name of inputNames) wanted.delete(name);
  const filling = neededFor(wanted, placed(init));

  const graph = new OnnxGraph();
  // The blobs as they are now: a net may give the name of a blob to another one.
  const blobs = new Map<string, string | undefined>();
  translateAll(filling, graph, blobs);
  for (const name of inputNames) blobs.set(name, name);
  translateAll(computing, graph, blobs);
  for (const { name } of outputs) graph.name(outputNamed(name, blobs, predict), name);
  return graph.toBytes({ name: predict.name, inputs, outputs });
}

function placed(net: NetDef): readonly Placed[] {
  return net.operators.map((definition, index) => {
    const { type, name, outputs } = definition;
    const called = name === '' ? '' : ` "${name}"`;
    const place = `Operator ${index + 1} of net '${net.name}' (${type}${called}, which makes ${outputs.join(', ')})`;
    return { definition, place };
  });
}

/** The operators that some blobs depend on, in order; leaves in `wanted` what they need and nobody of them makes. */
function neededFor(wanted: Set<string>, operators: readonly Placed[]): readonly Placed[] {
  const needed = operators.toReversed().filter(({ definition }) => {
    if (!definition.outputs.some((output) => wanted.has(output))) return false;
    for (const output of definition.outputs) wanted.delete(output);
    for (const input of definition.inputs) wanted.add(input);
    return true;
  });
  return needed.toReversed();
}

function translateAll(
  operators: readonly Placed[],
  graph: OnnxGraph,
  blobs: Map<string, string | undefined>,
): void {
  for (const { definition, place } of operators) {
    const inputs = definition.inputs.map((input) => valueOf(input, blobs, place));
    const operator = new Operator(definition, inputs, place);
    const translate = TRANSLATIONS[definition.type];
    if (translate === undefined) throw operator.unsupported('this type of operator is not known');
    const results = translate(operator, graph);
    definition.outputs.forEach((output, index) => blobs.set(output, results[index]));
  }
}

function valueOf(blob: string, blobs: ReadonlyMap<string, string | undefined>, place: string): string {
  const value = blobs.get(blob);
  if (value !== undefined) return value;
  const why = blobs.has(blob)
    ? `'${blob}' is a result that is not translated`
    : `nobody makes '${blob}', and the configuration lists no input of that name`;
  throw new InferdeckError('invalid-argument', `${place}: ${why}.`);
}

function outputNamed(
  name: string,
  blobs: ReadonlyMap<string, string | undefined>,
  { name: net, externalOutputs }: NetDef,
): string {
  const value = blobs.get(name);
  if (value !== undefined) return value;
  throw new InferdeckError(
    'invalid-argument',
    `The net '${net}' has no blob '${name}' to give as an output.`,
    {
      nextStep: `Its outputs are: ${externalOutputs.join(', ')}.`,
    },
  );
}
