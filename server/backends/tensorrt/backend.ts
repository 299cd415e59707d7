import { access } from 'node:fs/promises';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend } from '../backend.ts';
import { NUMPY, type PythonNeed } from '../python/interpreters/need.ts';
import { startModel } from '../python/start-model.ts';
import type { PythonSurroundings } from '../python/surroundings.ts';

/** What TensorRT's plans cannot do without. */
export const TENSORRT_NEED: PythonNeed = {
  backend: 'tensorrt',
  title: 'TensorRT',
  modules: [{ module: 'tensorrt', pip: 'tensorrt' }, { module: 'cuda', pip: 'cuda-python' }, NUMPY],
};

/** TensorRT plans, which run on NVIDIA's GPUs only, each instance in a Python process of its own. */
export function tensorrtBackend(surroundings: PythonSurroundings): Backend {
  return {
    name: 'tensorrt',
    // A plan can be read only by the TensorRT that made it, on a GPU.
    inspect: async ({ path }) => {
      await access(path).catch((error: unknown) => {
        throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
      });
      return { operators: [] };
    },
    createInstance: async (spec, watch) => {
      if (spec.placement.kind === 'CPU') throw needsGpu(spec.name);
      const { path: python } = await surroundings.interpreters.find(
        TENSORRT_NEED,
        spec.parameters['interpreter'],
      );
      return await startModel(spec, { host: 'tensorrt', python, watch }, surroundings);
    },
  };
}

function needsGpu(instance: string): InferdeckError {
  return new InferdeckError(
    'unavailable',
    `Instance ${instance} cannot run: a TensorRT plan needs a GPU of NVIDIA, and this machine shows none, or the instance is placed on the CPU.`,
    {
      nextStep:
        'Serve it on a machine with a GPU and its driver, or serve the ONNX model that the plan was built from.',
    },
  );
}
