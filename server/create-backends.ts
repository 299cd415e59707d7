import type { Backend } from './backends/backend.ts';
import { builtinBackends } from './backends/builtin/backends.ts';
import { caffe2Backend } from './backends/caffe2/backend.ts';
import { onnxRuntimeBackend } from './backends/onnxruntime/backend.ts';
import { pythonBackend } from './backends/python/backend.ts';
import { Environments } from './backends/python/environments/environments.ts';
import { Interpreters } from './backends/python/interpreters/find.ts';
import type { ModelCalls } from './backends/python/model-calls.ts';
import { pytorchBackend } from './backends/pytorch/backend.ts';
import { tensorflowBackend } from './backends/tensorflow/backend.ts';
import type { Logger } from './telemetry/log.ts';

/** What the backends run from, beside this process's own code. */
export interface BackendEntries {
  /** Source or bundle of the ONNX Runtime worker. */
  readonly onnxWorker: URL;
  /** Folder of the code that runs in Python processes, with a slash at the end. */
  readonly pythonRuntime: URL;
}

/** Every framework that this server knows. */
export function createBackends(
  { onnxWorker, pythonRuntime }: BackendEntries,
  models: ModelCalls,
  { log, stateFolder }: { readonly log: Logger; readonly stateFolder: string },
): readonly Backend[] {
  const interpreters = new Interpreters();
  const environments = new Environments(stateFolder, interpreters, log);
  const python = { runtime: pythonRuntime, interpreters, environments, models, log };
  const onnx = onnxRuntimeBackend(onnxWorker);
  return [
    onnx,
    pythonBackend(python),
    pytorchBackend(python),
    tensorflowBackend(python),
    caffe2Backend(onnx),
    ...builtinBackends(),
  ];
}
