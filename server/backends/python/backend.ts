import { access } from 'node:fs/promises';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend, LoadWatch } from '../backend.ts';
import { completeConfig } from './complete-config.ts';
import type { EnvironmentSpec } from './environments/environments.ts';
import { NUMPY, type PythonNeed } from './interpreters/need.ts';
import { startModel } from './start-model.ts';
import type { PythonSurroundings } from './surroundings.ts';

/** What a `model.py` cannot do without. */
export const PYTHON_NEED: PythonNeed = { backend: 'python', title: 'Python models', modules: [NUMPY] };

/** Models that are Python code: `model.py` with a class TritonPythonModel. */
export function pythonBackend(surroundings: PythonSurroundings): Backend {
  const pythonFor = (spec: EnvironmentSpec, watch: LoadWatch) =>
    surroundings.environments.pythonFor(spec, PYTHON_NEED, watch);
  return {
    name: 'python',
    inspect: async (spec) => {
      await mustExist(spec.path);
      const { autoComplete, watch } = spec;
      if (!autoComplete || watch === undefined) return { operators: [] };
      return { operators: [], completion: await completeConfig(spec, pythonFor, watch, surroundings) };
    },
    createInstance: async (spec, watch) => {
      const python = await pythonFor(spec, watch);
      return await startModel(spec, { host: 'model.py', python, watch }, surroundings);
    },
  };
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
  });
}
