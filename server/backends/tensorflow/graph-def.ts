import { readFields } from '../protobuf.ts';

/** A node of a graph, as far as it matters before the graph is loaded. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
}

/** The nodes of a GraphDef, and those of the functions that it brings along. @throws Error when the bytes are none */
export function readGraphDef(bytes: Uint8Array): {
  readonly nodes: readonly GraphNode[];
  readonly inFunctions: readonly GraphNode[];
} {
  const nodes: GraphNode[] = [];
  const inFunctions: GraphNode[] = [];
  readFields(bytes, {
    1: (reader) => nodes.push(readNode(reader.bytes())),
    2: (reader) => inFunctions.push(...readLibrary(reader.bytes())),
  });
  return { nodes, inFunctions };
}

function readNode(bytes: Uint8Array): GraphNode {
  let name = '';
  let op = '';
  readFields(bytes, {
    1: (reader) => {
      name = reader.string();
    },
    2: (reader) => {
      op = reader.string();
    },
  });
  return { name, op };
}

/** A FunctionDefLibrary has functions under 1, and a function has its nodes under 3. */
function readLibrary(bytes: Uint8Array): readonly GraphNode[] {
  const nodes: GraphNode[] = [];
  readFields(bytes, {
    1: (library) =>
      readFields(library.bytes(), {
        3: (reader) => nodes.push(readNode(reader.bytes())),
      }),
  });
  return nodes;
}
