import type { InferenceTimes } from '../../scheduling/inference.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { Trace } from './trace.ts';

const NANOSECONDS = 1e6;

/** A request is about to be queued; its buffers may go to another thread. @returns when it began, in milliseconds */
export function traceStart(trace: Trace | undefined, inputs: readonly Tensor[]): number {
  const began = performance.now();
  trace?.stamp('REQUEST_START', began);
  trace?.tensors('TENSOR_QUEUE_INPUT', inputs);
  return began;
}

/** When a model took a request on, and what it took. @param began what the start gave */
export function traceStages(trace: Trace | undefined, times: InferenceTimes, began: number): void {
  if (trace === undefined) return;
  const stages = [
    ['QUEUE_START', 0],
    ['COMPUTE_START', times.queue],
    ['COMPUTE_INPUT_END', times.computeInput],
    ['COMPUTE_OUTPUT_START', times.computeInfer],
    ['COMPUTE_END', times.computeOutput],
  ] as const;
  let at = began;
  for (const [name, nanoseconds] of stages) {
    at += nanoseconds / NANOSECONDS;
    trace.stamp(name, at);
  }
  trace.tensorsAgain('TENSOR_BACKEND_INPUT', 'TENSOR_QUEUE_INPUT');
}

/** One response of a model. */
export function traceResponse(trace: Trace | undefined, outputs: readonly Tensor[]): void {
  trace?.tensors('TENSOR_BACKEND_OUTPUT', outputs);
  trace?.stamp('INFER_RESPONSE_COMPLETE');
}
