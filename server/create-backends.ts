import type { Backend } from './backends/backend.ts';
import { builtinBackends } from './backends/builtin/backends.ts';
import { caffe2Backend } from './backends/caffe2/backend.ts';
import { nodeBackend } from './backends/node/backend.ts';
import { env } from 'onnxruntime-node';
import { onnxRuntimeBackend } from './backends/onnxruntime/backend.ts';
import { PYTHON_NEED, pythonBackend } from './backends/python/backend.ts';
import { Environments } from './backends/python/environments/environments.ts';
import { InterpreterChoices } from './backends/python/interpreters/choices.ts';
import type { FrameworkFacts } from './backends/python/interpreters/contract.ts';
import { Interpreters } from './backends/python/interpreters/find.ts';
import { FrameworkSurvey } from './backends/python/interpreters/survey.ts';
import type { ModelCalls } from './backends/python/model-calls.ts';
import { PYTORCH_NEED, pytorchBackend } from './backends/pytorch/backend.ts';
import { TENSORFLOW_NEED, tensorflowBackend } from './backends/tensorflow/backend.ts';
import { TENSORRT_NEED, tensorrtBackend } from './backends/tensorrt/backend.ts';
import type { Logger } from './telemetry/log.ts';

/** What the backends run from, beside this process's own code. */
export interface BackendEntries {
  /** Source or bundle of the ONNX Runtime worker. */
  readonly onnxWorker: URL;
  /** Source or bundle of the thread that runs a `model.mjs`. */
  readonly nodeWorker: URL;
  /** Folder of the code that runs in Python processes, with a slash at the end. */
  readonly pythonRuntime: URL;
}

/** The frameworks, and what is known of where they run. */
export interface Frameworks {
  readonly backends: readonly Backend[];
  readonly survey: FrameworkSurvey;
}

/** Every framework that this server knows. */
export function createBackends(
  { onnxWorker, nodeWorker, pythonRuntime }: BackendEntries,
  models: ModelCalls,
  { log, stateFolder }: { readonly log: Logger; readonly stateFolder: string },
): Frameworks {
  const interpreters = new Interpreters(new InterpreterChoices(stateFolder));
  const environments = new Environments(stateFolder, interpreters, log);
  const python = { runtime: pythonRuntime, interpreters, environments, models, log };
  const onnx = onnxRuntimeBackend(onnxWorker);
  const backends = [
    onnx,
    pythonBackend(python),
    pytorchBackend(python),
    tensorflowBackend(python),
    tensorrtBackend(python),
    nodeBackend(nodeWorker, log),
    caffe2Backend(onnx),
    ...builtinBackends(),
  ];
  const needs = [PYTHON_NEED, PYTORCH_NEED, TENSORFLOW_NEED, TENSORRT_NEED];
  return { backends, survey: new FrameworkSurvey(interpreters, needs, BUNDLED) };
}

const bundled = { home: 'bundled', state: 'ready', isChosen: false } as const;

/** What comes with this program. */
const BUNDLED: readonly FrameworkFacts[] = [
  {
    ...bundled,
    backend: 'onnxruntime',
    title: 'ONNX Runtime',
    version: env.versions.node ?? env.versions.common,
    note: 'Comes with this program, each instance in a thread of its own.',
  },
  {
    ...bundled,
    backend: 'caffe2',
    title: 'Caffe2',
    note: 'Nets are translated when they are loaded, and run on ONNX Runtime.',
  },
];
