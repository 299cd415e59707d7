import type { GraphProto, ModelProto, ValueInfoProto } from 'onnx-buf';
import { Choices } from './choices.ts';
import { followGraph, Layouts } from './follow-graph.ts';
import { GraphEdits } from './graph-edits.ts';
import { type InputBatch, shapeOf, setDim } from './batch-of-inputs.ts';
import { isOwnAxis, ownAxis } from './layout.ts';
import { Refusal } from './refusal.ts';
import type { ObservedValues } from './step.ts';
import { subgraphsOf } from './subgraphs.ts';

/** More readings of a graph than this are not tried. */
const ATTEMPTS = 2000;

/** How a free batch axis is called in the file. */
export const BATCH_SYMBOL = 'batch';

/** What was changed to free the batch axis. */
export interface FreedGraph {
  /** Nodes whose constants or shapes held the old batch. */
  readonly changedNodes: number;
}

/**
 * Frees the batch axis of every input and output, and whatever holds the old batch in between. The model is changed only
 * when every node agreed.
 * @throws Refusal with the node that stands in the way
 */
export function freeGraph(
  model: ModelProto,
  graph: GraphProto,
  { axes, batch }: InputBatch,
  values: ObservedValues,
): FreedGraph {
  const [source] = axes;
  if (source === undefined) throw new Refusal('The model has no input with a batch axis.');
  const opset = opsetOf(model);
  const choices = new Choices();
  let furthest: { error: unknown; at: number } = { error: undefined, at: -1 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const layouts = new Layouts(axes.map(({ input, axis }) => [input, ownAxis(axis)]));
    const edits = new GraphEdits(source);
    const layoutOf = (name: string) => layouts.get(name) ?? 'shared';
    try {
      followGraph(graph, layouts, { opset, batch, values, edits, layoutOf, choose: choices.choose });
      checkOutputs(graph, layouts);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (layouts.size > furthest.at) furthest = { error, at: layouts.size };
      if (choices.next()) continue;
      throw furthest.error;
    }
    edits.apply(graph);
    declare(graph, axes, layouts);
    return { changedNodes: edits.size };
  }
  throw furthest.error;
}

function opsetOf({ opsetImport }: ModelProto): number {
  return Number(opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 1n);
}

function checkOutputs(graph: GraphProto, layouts: Layouts): void {
  for (const { name } of graph.output) {
    const layout = layouts.get(name) ?? 'shared';
    if (layout === 'shared')
      throw new Refusal(`The output '${name}' does not depend on the rows of the inputs.`);
    if (layout.axis === 0 && isOwnAxis(layout)) continue;
    const where = isOwnAxis(layout)
      ? `along axis ${layout.axis}`
      : `joined with other values along axis ${layout.axis}`;
    throw new Refusal(`The output '${name}' has the rows ${where}, not along its first axis.`, {
      nextStep: 'Export the model so that every output has the batch first.',
    });
  }
}

/** Says in the file what is free now; what it says of values in between would no longer be true. */
function declare(graph: GraphProto, axes: InputBatch['axes'], layouts: Layouts): void {
  for (const { input, axis } of axes) {
    const value = graph.input.find(({ name }) => name === input);
    if (value !== undefined) setDim(value, axis, BATCH_SYMBOL);
  }
  for (const value of graph.output) setDim(value, 0, BATCH_SYMBOL);
  keepKnown(graph, layouts);
}

function keepKnown(graph: GraphProto, layouts: Layouts): void {
  graph.valueInfo = graph.valueInfo.filter((value) => freed(value, layouts));
  for (const inner of graph.node.flatMap(subgraphsOf)) {
    for (const value of inner.output) if (!freed(value, layouts)) dropShape(value);
    keepKnown(inner, layouts);
  }
}

/** Frees the batch in a value that has it alone on an axis. @returns whether what it says is true now */
function freed(value: ValueInfoProto, layouts: Layouts): boolean {
  const layout = layouts.get(value.name) ?? 'shared';
  if (layout === 'shared' || !isOwnAxis(layout) || shapeOf(value)[layout.axis] === undefined) return false;
  setDim(value, layout.axis, BATCH_SYMBOL);
  return true;
}

function dropShape({ type }: ValueInfoProto): void {
  if (type?.value.case === 'tensorType') delete type.value.value.shape;
}
