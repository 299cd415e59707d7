import { onnxTypeOf } from '../datatypes.ts';
import type { Operator, Translations } from '../operator.ts';
import type { OnnxGraph } from '../onnx-graph.ts';

/** Operators that change nothing when a net is not trained and runs on one device. */
const COPIES = [
  'Copy',
  'Alias',
  'Dropout',
  'StopGradient',
  'CopyFromCPUInput',
  'CopyOnDeviceLike',
  'CopyCPUToGPU',
  'CopyGPUToCPU',
  'EnsureCPUOutput',
  'EnsureDense',
] as const;

/** Copies, and casts to another type. */
export const COPYING: Translations = {
  ...Object.fromEntries(COPIES.map((type) => [type, (operator: Operator) => [operator.input(0)]])),
  Cast: (operator, graph) => [cast(operator, graph)],
};

function cast(operator: Operator, graph: OnnxGraph): string {
  const said = operator.text('to', '') || operator.int('to', 1);
  const type = onnxTypeOf(said);
  if (type === undefined) throw operator.unsupported(`there is no type ${said}`);
  return graph.node('Cast', [operator.input(0)], { to: { int: type } });
}
