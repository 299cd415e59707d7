import { ensembleTensors } from '../../../../server/config/ensemble-graph.ts';
import type { ModelConfig } from '../../../../server/config/schema/value.ts';
import { formatShape } from '../../../../server/tensors/shape.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box of the drawing: a tensor at one of its ends, or a model that runs. */
export interface GraphNode extends Point {
  readonly id: string;
  readonly kind: 'input' | 'step' | 'output';
  readonly title: string;
  readonly note: string;
  readonly width: number;
  readonly height: number;
}

/** A tensor on its way; its name stands where it begins, unless the box there says it already. */
export interface GraphEdge {
  readonly id: string;
  readonly from: Point;
  readonly to: Point;
  readonly label: string | undefined;
}

export interface EnsembleLayout {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly width: number;
  readonly height: number;
}

/** A box before it has a place. */
interface Box extends Omit<GraphNode, 'x' | 'y'> {
  readonly column: number;
  readonly takes: readonly string[];
  readonly gives: readonly string[];
}

const END_WIDTH = 100;
const STEP_WIDTH = 136;
const BETWEEN = 76;
const NODE_GAP = 16;
const NODE_HEIGHT = 48;
const PORT_HEIGHT = 22;

/** Places the models of an ensemble from left to right, each behind all that it waits for. Pixels. */
export function layOutEnsemble(config: ModelConfig): EnsembleLayout {
  const boxes = boxesOf(config);
  const columns = columnsOf(boxes);
  const height = Math.max(...columns.map(heightOf));
  const nodes = new Map<string, Box & GraphNode>();
  let x = 0;
  for (const column of columns) {
    for (const node of placed(inOrder(column, nodes), x, height)) nodes.set(node.id, node);
    x += Math.max(...column.map(({ width }) => width)) + BETWEEN;
  }
  const all = [...nodes.values()];
  return { nodes: all, edges: edgesOf(all), width: x - BETWEEN, height };
}

function boxesOf(config: ModelConfig): Box[] {
  const steps = config.ensemble_scheduling?.step ?? [];
  const columnOf = stepColumns(config);
  const end = { width: END_WIDTH, height: NODE_HEIGHT };
  const noteOf = ({ data_type, dims }: { data_type: string; dims: readonly number[] }) =>
    `${data_type.replace('TYPE_', '')} ${formatShape(dims)}`;
  const models = steps.map((step, index): Box => {
    const [takes, gives] = [Object.values(step.input_map), [...new Set(Object.values(step.output_map))]];
    const height = Math.max(NODE_HEIGHT, PORT_HEIGHT * (Math.max(takes.length, gives.length) + 1));
    const note = step.model_version < 0 ? 'newest version' : `version ${step.model_version}`;
    const column = columnOf(index);
    return {
      id: `step ${index}`,
      kind: 'step',
      title: step.model_name,
      note,
      width: STEP_WIDTH,
      height,
      column,
      takes,
      gives,
    };
  });
  const last = Math.max(0, ...models.map(({ column }) => column)) + 1;
  return [
    ...config.input.map(
      (input): Box => ({
        ...end,
        id: `input ${input.name}`,
        kind: 'input',
        title: input.name,
        note: noteOf(input),
        column: 0,
        takes: [],
        gives: [input.name],
      }),
    ),
    ...models,
    ...config.output.map(
      (output): Box => ({
        ...end,
        id: `output ${output.name}`,
        kind: 'output',
        title: output.name,
        note: noteOf(output),
        column: last,
        takes: [output.name],
        gives: [],
      }),
    ),
  ];
}

/** One more than the furthest of what a step waits for; steps in a circle end somewhere. */
function stepColumns(config: ModelConfig): (index: number) => number {
  const steps = config.ensemble_scheduling?.step ?? [];
  const tensors = ensembleTensors(config);
  const known = new Map<number, number>();
  const columnOf = (index: number, above: readonly number[] = []): number => {
    const column = known.get(index);
    if (column !== undefined || above.includes(index)) return column ?? 0;
    const before = Object.values(steps[index]?.input_map ?? {}).map((name) => {
      const writer = tensors.get(name)?.writtenBy;
      return writer === undefined ? 0 : columnOf(writer, [...above, index]);
    });
    const found = Math.max(0, ...before) + 1;
    known.set(index, found);
    return found;
  };
  return (index) => columnOf(index);
}

function columnsOf(boxes: readonly Box[]): Box[][] {
  const last = Math.max(...boxes.map(({ column }) => column), 0);
  const columns = Array.from({ length: last + 1 }, (_, index) =>
    boxes.filter(({ column }) => column === index),
  );
  return columns.filter((column) => column.length > 0);
}

function heightOf(column: readonly Box[]): number {
  return column.reduce((sum, { height }) => sum + height + NODE_GAP, -NODE_GAP);
}

/** Boxes at the height of what they come from, so that few lines cross. */
function inOrder(column: readonly Box[], before: ReadonlyMap<string, Box & GraphNode>): readonly Box[] {
  const middle = ({ takes }: Box) => {
    const sources = [...before.values()].filter(({ gives }) => gives.some((name) => takes.includes(name)));
    return sources.reduce((sum, { y, height }) => sum + y + height / 2, 0) / sources.length || 0;
  };
  return column.toSorted((a, b) => middle(a) - middle(b));
}

function placed(column: readonly Box[], x: number, height: number): (Box & GraphNode)[] {
  let y = (height - heightOf(column)) / 2;
  return column.map((box) => {
    const node = { ...box, x, y };
    y += box.height + NODE_GAP;
    return node;
  });
}

function edgesOf(nodes: readonly (Box & GraphNode)[]): GraphEdge[] {
  const named = new Set<string>();
  return nodes.flatMap((target) =>
    target.takes.flatMap((tensor, index): GraphEdge[] => {
      const source = nodes.find(({ gives }) => gives.includes(tensor));
      if (source === undefined) return [];
      const from = {
        x: source.x + source.width,
        y: portY(source, source.gives.indexOf(tensor), source.gives.length),
      };
      const to = { x: target.x, y: portY(target, index, target.takes.length) };
      const isNamed = source.kind === 'input' || target.kind === 'output' || named.has(tensor);
      if (!isNamed) named.add(tensor);
      return [{ id: `${target.id} ${index}`, from, to, label: isNamed ? undefined : tensor }];
    }),
  );
}

function portY({ y, height }: GraphNode, index: number, count: number): number {
  return y + (height * (index + 1)) / (count + 1);
}
