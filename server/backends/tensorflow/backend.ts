import type { Backend } from '../backend.ts';
import { NUMPY, type PythonNeed } from '../python/interpreters/need.ts';
import { startModel } from '../python/start-model.ts';
import type { PythonSurroundings } from '../python/surroundings.ts';
import { inspectTensorFlow } from './inspect.ts';

/** What TensorFlow's models cannot do without. */
export const TENSORFLOW_NEED: PythonNeed = {
  backend: 'tensorflow',
  title: 'TensorFlow',
  modules: [{ module: 'tensorflow', pip: 'tensorflow' }, NUMPY],
};

/** SavedModels and frozen graphs on TensorFlow, each instance in a Python process of its own. */
export function tensorflowBackend(surroundings: PythonSurroundings): Backend {
  return {
    name: 'tensorflow',
    inspect: inspectTensorFlow,
    createInstance: async (spec, watch) => {
      const { path: python } = await surroundings.interpreters.find(
        TENSORFLOW_NEED,
        spec.parameters['interpreter'],
      );
      return await startModel(spec, { host: 'tensorflow', python, watch }, surroundings);
    },
  };
}
