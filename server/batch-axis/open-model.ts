import type { Backend, InstanceSpec, LoadWatch } from '../backends/backend.ts';
import { messageDefaults } from '../config/schema/typed.ts';
import type { Tensor } from '../tensors/tensor.ts';

/** A model in memory. */
export interface OpenedModel {
  /** Runs the model once. The inputs can be used again. @throws InferdeckError with the runtime's reason */
  run(inputs: readonly Tensor[], outputs: readonly string[]): Promise<readonly Tensor[]>;
  close(): Promise<void>;
}

/**
 * Brings a model file into memory.
 * @param form `as written` leaves out the optimisation that changes the graph while it is loaded
 * @throws InferdeckError with the runtime's reason
 */
export type OpenModel = (path: string, form?: 'as written') => Promise<OpenedModel>;

/** Nobody waits for the load by itself. */
const UNWATCHED: LoadWatch = { report: () => {}, signal: new AbortController().signal };

/** Opens model files as a backend serves them. */
export function openWith(backend: Backend): OpenModel {
  return async (path, form) => {
    const spec: InstanceSpec = {
      name: 'batch-axis',
      modelName: 'batch-axis',
      version: 1,
      modelFolder: path,
      path,
      config: messageDefaults('ModelConfig'),
      placement: { kind: 'CPU', deviceId: 0 },
      strictGpu: false,
      siblings: 1,
      parameters: form === undefined ? {} : { 'optimization.graph.level': '2' },
    };
    const instance = await backend.createInstance(spec, UNWATCHED);
    return {
      close: () => instance.close(),
      run: async (inputs, outputs) => {
        // The instance takes the buffers of what it runs.
        const copies = inputs.map((tensor) => ({ ...tensor, data: tensor.data.slice() }));
        const { outputs: answers } = await instance.execute([{ inputs: copies, outputs }]);
        return answers[0] ?? [];
      },
    };
  };
}
