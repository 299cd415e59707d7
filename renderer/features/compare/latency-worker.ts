import { compareLatency, type LatencyMethod } from '../../../server/comparison/latency.ts';

interface LatencyQuestion {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly method: LatencyMethod;
}

// A thousand resamples take a second or so: too long for the page.
self.addEventListener('message', ({ data }: MessageEvent<LatencyQuestion>) => {
  self.postMessage(compareLatency(data.a, data.b, data.method));
});
