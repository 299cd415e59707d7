import { Worker } from 'node:worker_threads';
import type { Backend } from '../backend.ts';
import { inspectOnnx, onnxFileOf } from './inspect.ts';
import { OnnxInstance } from './instance.ts';
import type { WorkerStart } from './messages.ts';
import { sessionSettings } from './session-settings.ts';

/**
 * ONNX models on ONNX Runtime, one thread for each instance.
 * @param workerEntry the compiled or source file of worker.ts
 */
export function onnxRuntimeBackend(workerEntry: URL): Backend {
  return {
    name: 'onnxruntime',
    inspect: ({ path }) => inspectOnnx(path),
    createInstance: async (spec) => {
      const start: WorkerStart = { path: await onnxFileOf(spec.path), sessionOptions: sessionSettings(spec) };
      const worker = new Worker(workerEntry, { workerData: start, name: spec.name });
      return await OnnxInstance.started(worker, spec);
    },
  };
}
