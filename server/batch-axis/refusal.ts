import type { NodeProto } from 'onnx-buf';
import { InferdeckError } from '../errors.ts';

/** The node that stands in the way, and why. */
export interface BlockingNode {
  /** The node's name, or its first output where it has none. */
  readonly node: string;
  readonly operator: string;
  readonly reason: string;
}

/** A graph that cannot be changed in the way that was asked for. `blocking` is absent when no single node is to blame. */
export class Refusal extends InferdeckError {
  readonly blocking: BlockingNode | undefined;

  constructor(message: string, options: { blocking?: BlockingNode; nextStep?: string } = {}) {
    super('unsupported', message, options.nextStep === undefined ? {} : { nextStep: options.nextStep });
    this.blocking = options.blocking;
  }
}

/** A refusal that names a node. @param reason a sentence without the node: `it adds up over the batch axis` */
export function refusedAt(node: NodeProto, reason: string): Refusal {
  const name = nodeName(node);
  return new Refusal(`Node '${name}' (${operatorOf(node)}): ${reason}.`, {
    blocking: { node: name, operator: operatorOf(node), reason },
  });
}

export function nodeName(node: NodeProto): string {
  return node.name !== '' ? node.name : (node.output.find((name) => name !== '') ?? '');
}

/** `Relu` of the standard, `com.microsoft.FusedConv` of anyone else. */
export function operatorOf({ domain, opType }: NodeProto): string {
  return domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`;
}
