import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';

/** The rows that an ONNX model takes at a time when its file fixes them; undefined when it is free, or another model. */
export function fixedBatch({ summary, inputs }: ModelDetail): number | undefined {
  const batch = inputs[0]?.shape[0] ?? -1;
  const isFixed = summary.backend === 'onnxruntime' && summary.maxBatchSize === 0 && batch > 0;
  return isFixed ? batch : undefined;
}
