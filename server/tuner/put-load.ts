import { Worker } from 'node:worker_threads';
import { InferdeckError } from '../errors.ts';
import type { FromLoad, LoadStart, ToLoad } from './load-messages.ts';
import type { Measurement } from './setting.ts';

/**
 * Puts load on a model in a thread of its own and measures what is answered.
 * @param entry source or bundle of load-worker.ts
 * @param isHopeless asked a few times a second; the load ends early when it says so
 */
export async function putLoad(
  entry: URL,
  start: LoadStart,
  isHopeless: (soFar: Measurement) => boolean,
  signal?: AbortSignal,
): Promise<Measurement> {
  const worker = new Worker(entry, { workerData: start, name: 'load' });
  const stop = () => {
    const message: ToLoad = 'stop';
    worker.postMessage(message);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () => reject(new InferdeckError('internal', 'The load generator ended early.')));
      worker.on('message', (message: FromLoad) => {
        if (message.type === 'done') resolve(message.measured);
        else if (isHopeless(message.measured)) stop();
      });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
