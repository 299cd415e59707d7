import type { GraphProto, NodeProto } from 'onnx-buf';

/** The graphs in a node: the branches of an If, the body of a Loop. */
export function subgraphsOf(node: NodeProto): readonly GraphProto[] {
  return node.attribute.flatMap(({ g, graphs }) => [...(g === undefined ? [] : [g]), ...graphs]);
}

/** The graph that an attribute of a node holds. */
export function subgraphOf(node: NodeProto, attribute: string): GraphProto | undefined {
  return node.attribute.find(({ name }) => name === attribute)?.g;
}

/** Every node of a graph, those of inner graphs after the node that holds them. */
export function allNodes(graph: GraphProto): readonly NodeProto[] {
  return graph.node.flatMap((node) => [node, ...subgraphsOf(node).flatMap(allNodes)]);
}

/** What the graphs in a node take from the graphs around it. */
export function capturedBy(node: NodeProto): readonly string[] {
  return subgraphsOf(node).flatMap((graph) => {
    const own = new Set([
      ...graph.input.map(({ name }) => name),
      ...graph.initializer.map(({ name }) => name),
      ...graph.node.flatMap(({ output }) => output),
    ]);
    const used = graph.node.flatMap((inner) => [...inner.input, ...capturedBy(inner)]);
    return [...used, ...graph.output.map(({ name }) => name)].filter((name) => name !== '' && !own.has(name));
  });
}
