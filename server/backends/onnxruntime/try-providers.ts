import { Worker } from 'node:worker_threads';
import { fromJson, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { listSupportedBackends } from 'onnxruntime-node';
import type { FromWorker, SessionSettings, ToWorker } from './messages.ts';

/** How an execution provider did when it was asked for a session of its own. */
export interface ProviderTrial {
  readonly provider: string;
  /** Whether it comes with this program. */
  readonly bundled: boolean;
  /** Why it gives no session, in the runtime's words; absent when it does. */
  readonly problem?: string;
}

/**
 * Asks every execution provider of ONNX Runtime on this system for a session, in a thread: being listed says little, for
 * the libraries of most have to be found first.
 * @param entry the compiled file of worker.ts
 */
export async function tryProviders(entry: URL): Promise<readonly ProviderTrial[]> {
  const worker = new Worker(entry);
  try {
    const trials: ProviderTrial[] = [];
    for (const { name, bundled } of listSupportedBackends()) {
      const problem = await problemOf(worker, [name]);
      trials.push({ provider: name, bundled, ...(problem !== undefined && { problem }) });
    }
    return trials;
  } finally {
    await worker.terminate();
  }
}

async function problemOf(
  worker: Worker,
  executionProviders: SessionSettings['executionProviders'],
): Promise<string | undefined> {
  const made = await ask(worker, {
    type: 'create',
    source: { model: smallestModel(), options: { executionProviders } },
  });
  if (made.type === 'load-failed') return made.message;
  await ask(worker, { type: 'release' });
  return undefined;
}

/** The worker answers in order, one answer a message. */
function ask(worker: Worker, message: ToWorker): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const settle = (answer: FromWorker) => {
      worker.off('error', reject);
      resolve(answer);
    };
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(message);
  });
}

/** One number in, the same number out. */
function smallestModel(): Uint8Array {
  const number = { tensorType: { elemType: 1, shape: { dim: [{ dimValue: '1' }] } } };
  const model = fromJson(ModelProtoSchema, {
    irVersion: '8',
    opsetImport: [{ domain: '', version: '13' }],
    graph: {
      name: 'smallest',
      node: [{ opType: 'Identity', input: ['in'], output: ['out'] }],
      input: [{ name: 'in', type: number }],
      output: [{ name: 'out', type: number }],
    },
  });
  return toBinary(ModelProtoSchema, model);
}
