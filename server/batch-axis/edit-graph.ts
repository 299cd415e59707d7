import { create } from '@bufbuild/protobuf';
import { type GraphProto, type NodeProto, type ValueInfoProto, ValueInfoProtoSchema } from 'onnx-buf';
import { setDim, shapeOf } from './batch-of-inputs.ts';
import { Refusal } from './refusal.ts';
import { capturedBy } from './subgraphs.ts';

/** A change of what a model takes and gives that leaves its values alone. */
export type GraphEdit =
  | { readonly kind: 'fix'; readonly symbol: string; readonly extent: number }
  | { readonly kind: 'rename'; readonly symbol: string; readonly to: string }
  | { readonly kind: 'extract'; readonly tensor: string };

/** Changes a graph. @throws Refusal when it has no such dimension or tensor; the graph is unchanged then */
export function editGraph(graph: GraphProto, edit: GraphEdit): void {
  if (edit.kind === 'extract') return extract(graph, edit.tensor);
  const values = [...graph.input, ...graph.output, ...graph.valueInfo];
  const places = values.flatMap((value) =>
    shapeOf(value).flatMap((dim, axis) => (dim === edit.symbol ? [{ value, axis }] : [])),
  );
  if (!places.some(({ value }) => graph.input.includes(value))) throw noSymbol(graph, edit.symbol);
  for (const { value, axis } of places) setDim(value, axis, edit.kind === 'fix' ? edit.extent : edit.to);
}

function noSymbol(graph: GraphProto, symbol: string): Refusal {
  const names = graph.input.flatMap(shapeOf).filter((dim) => typeof dim === 'string');
  const known = names.length === 0 ? 'none is' : `these are: ${[...new Set(names)].join(', ')}`;
  return new Refusal(`No dimension of the inputs is called '${symbol}'; ${known}.`);
}

/** Keeps what leads to a tensor, which becomes the only output. */
function extract(graph: GraphProto, tensor: string): void {
  const needed = new Set([tensor]);
  const kept: NodeProto[] = [];
  for (const node of graph.node.toReversed()) {
    if (!node.output.some((name) => needed.has(name))) continue;
    kept.push(node);
    for (const name of [...node.input, ...capturedBy(node)]) needed.add(name);
  }
  if (kept.length === 0) throw new Refusal(`No node of the model gives a tensor '${tensor}'.`);
  graph.output = [declarationOf(graph, tensor)];
  graph.node = kept.reverse();
  graph.initializer = graph.initializer.filter(({ name }) => needed.has(name));
  graph.input = graph.input.filter(({ name }) => needed.has(name));
  graph.valueInfo = graph.valueInfo.filter(({ name }) => needed.has(name) && name !== tensor);
}

/** What the file says of a tensor; ONNX Runtime works out what it does not. */
export function declarationOf(graph: GraphProto, name: string): ValueInfoProto {
  const known = [...graph.output, ...graph.valueInfo].find((value) => value.name === name);
  return known ?? create(ValueInfoProtoSchema, { name });
}
