import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend, InstanceSpec, RunsOn } from '../backend.ts';
import { executionProviders, ON_CPU, type ProviderChoice } from './execution-providers.ts';
import { inspectOnnx, onnxFileOf } from './inspect.ts';
import { OnnxInstance } from './instance.ts';
import { sessionSettings } from './session-settings.ts';
import { SpareThreads } from './spare-threads.ts';

/**
 * ONNX models on ONNX Runtime, one thread for each instance.
 * @param workerEntry the compiled or source file of worker.ts
 */
export function onnxRuntimeBackend(workerEntry: URL): Backend {
  const threads = new SpareThreads(workerEntry);
  return {
    name: 'onnxruntime',
    inspect: ({ path }) => inspectOnnx(path),
    createInstance: async (spec) => {
      const path = await onnxFileOf(spec.path);
      const start = (choice: ProviderChoice, runsOn: RunsOn) => {
        const source = { model: path, options: sessionSettings(spec, choice.providers) };
        return OnnxInstance.create(threads, source, spec, runsOn);
      };
      const choice = executionProviders(spec);
      if (choice.name === 'cpu') return await start(ON_CPU, onCpu(choice.unfulfilled));
      try {
        return await start(choice, { device: 'GPU', provider: choice.name, remarks: choice.unfulfilled });
      } catch (error) {
        if (spec.strictGpu) throw noProvider(choice, spec, error);
        return await start(ON_CPU, onCpu([...choice.unfulfilled, fallenBack(choice, spec, error)]));
      }
    },
  };
}

function onCpu(remarks: readonly string[]): RunsOn {
  return { device: 'CPU', provider: 'cpu', remarks };
}

function fallenBack({ name }: ProviderChoice, spec: InstanceSpec, error: unknown): string {
  return (
    `Instance ${spec.name} runs on the CPU, although it was meant for GPU ${spec.placement.deviceId}: execution provider ` +
    `'${name}' could not be used (${messageOf(error)}). Its libraries do not come with this program; ${WHERE}`
  );
}

const WHERE = 'onnxruntime-node can fetch them when it is installed with its install script allowed.';

function noProvider({ name }: ProviderChoice, spec: InstanceSpec, error: unknown): InferdeckError {
  return new InferdeckError(
    'unavailable',
    `Instance ${spec.name} cannot run on GPU ${spec.placement.deviceId}: execution provider '${name}' could not be used: ${messageOf(error)}`,
    {
      nextStep: `Its libraries do not come with this program; ${WHERE} Without --strict-gpu it runs on the CPU.`,
      cause: error,
    },
  );
}
