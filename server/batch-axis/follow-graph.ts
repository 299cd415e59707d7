import type { GraphProto, NodeProto } from 'onnx-buf';
import type { Layout } from './layout.ts';
import { operatorOf, refusedAt } from './refusal.ts';
import { ruleOf } from './rules/rules.ts';
import { Step, type Surroundings } from './step.ts';
import { capturedBy, subgraphOf } from './subgraphs.ts';

/** Gives something else at every run, whatever goes in. */
const RANDOM = new Set(['RandomNormal', 'RandomUniform']);

/** Shapes that operators take as an input, by position. */
const SHAPE_INPUTS: Readonly<Record<string, number>> = { Expand: 1, ConstantOfShape: 0, Reshape: 1, Tile: 1 };

/** Where the rows lie in each value of a graph; what is not in the map is shared. */
export class Layouts extends Map<string, Layout> {
  /** Values that are computed from the size of the batch. */
  readonly sized = new Set<string>();
}

/**
 * Follows the rows of the inputs through a graph, node by node, and lets each node change what holds the old batch.
 * @throws Refusal naming the first node that stops it
 */
export function followGraph(graph: GraphProto, layouts: Layouts, around: Surroundings): void {
  for (const node of graph.node) {
    const outputs = layoutsAfter(node, layouts, around);
    node.output.forEach((name, index) => {
      if (name !== '') layouts.set(name, Array.isArray(outputs) ? (outputs[index] ?? 'shared') : outputs);
    });
  }
}

type After = Layout | Layout[];

function layoutsAfter(node: NodeProto, layouts: Layouts, around: Surroundings): After {
  const step = new Step(node, around);
  if (RANDOM.has(operatorOf(node)))
    step.refuse('it gives something else at every run, so nothing can be proven');
  const takes = [...node.input, ...capturedBy(node)];
  const isTouched = takes.some((name) => (layouts.get(name) ?? 'shared') !== 'shared');
  if (!isTouched) return sharedAfter(step, layouts);
  if (operatorOf(node) === 'If') return afterIf(step, layouts, around);
  const rule = ruleOf(operatorOf(node));
  if (rule === undefined) throw refusedAt(node, 'what it does with the batch axis is not known');
  const after = rule(step);
  if (after === 'shared') for (const name of node.output) layouts.sized.add(name);
  return isList(after) ? [...after] : after;
}

/**
 * What does not depend on the rows stays shared. A shape that is computed from the batch and meets constants of the old
 * batch goes back to the old one; whoever needs a copy for each row makes it.
 */
function sharedAfter(step: Step, layouts: Layouts): 'shared' {
  const { node, around } = step;
  const position = SHAPE_INPUTS[operatorOf(node)];
  const shape = position === undefined ? undefined : node.input[position];
  if (position !== undefined && shape !== undefined && layouts.sized.has(shape) && around.batch > 1) {
    step.replaceInts(position, step.numbers(position) ?? []);
  } else if (node.input.some((name) => layouts.sized.has(name))) {
    for (const name of node.output) layouts.sized.add(name);
  }
  return 'shared';
}

/** The rows lie alike in both branches; which one runs may not depend on them. */
function afterIf(step: Step, layouts: Layouts, around: Surroundings): After {
  if (step.layout(0) !== 'shared') step.refuse('which branch runs depends on the rows');
  const branches = ['then_branch', 'else_branch'].flatMap((name) => subgraphOf(step.node, name) ?? []);
  for (const branch of branches) followGraph(branch, layouts, around);
  return step.node.output.map((_, index) => {
    const [first, ...others] = branches.map(
      ({ output }) => layouts.get(output[index]?.name ?? '') ?? 'shared',
    );
    const agree = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
    return agree && first !== undefined
      ? first
      : step.refuse('its branches give the rows along different axes');
  });
}

function isList(after: Layout | readonly Layout[]): after is readonly Layout[] {
  return Array.isArray(after);
}
