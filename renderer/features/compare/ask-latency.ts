import type { LatencyComparison, LatencyMethod } from '../../../server/comparison/latency.ts';
import { InferdeckError } from '../../../server/errors.ts';

/** Compares latencies beside the page. */
export function askLatency(
  a: readonly number[],
  b: readonly number[],
  method: LatencyMethod,
): Promise<LatencyComparison> {
  const worker = new Worker(new URL('./latency-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<LatencyComparison>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LatencyComparison>) => resolve(data));
    worker.addEventListener('error', ({ message }) =>
      reject(new InferdeckError('internal', `The latencies could not be compared: ${message}`)),
    );
  });
  worker.postMessage({ a, b, method });
  return answer.finally(() => worker.terminate());
}
