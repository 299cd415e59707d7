import { access } from 'node:fs/promises';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend, InspectionSpec, ModelInspection } from '../backend.ts';
import { completeConfig } from './complete-config.ts';
import { NUMPY, type PythonNeed } from './interpreters/need.ts';
import { startModel } from './start-model.ts';
import type { PythonSurroundings } from './surroundings.ts';

const NEED: PythonNeed = { backend: 'python', modules: [NUMPY] };

/** Models that are Python code: `model.py` with a class TritonPythonModel. */
export function pythonBackend(surroundings: PythonSurroundings): Backend {
  const { interpreters } = surroundings;
  const pythonFor = async (parameters: Readonly<Record<string, string>>) =>
    (await interpreters.find(NEED, parameters['interpreter'])).path;
  return {
    name: 'python',
    inspect: async (spec) => {
      await mustExist(spec.path);
      if (!spec.autoComplete) return { operators: [] };
      return await inspectByItself(spec, await pythonFor(spec.parameters), surroundings);
    },
    createInstance: async (spec) => {
      const python = await pythonFor(spec.parameters);
      return await startModel(spec, { host: 'model.py', python }, surroundings);
    },
  };
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
  });
}

async function inspectByItself(
  spec: InspectionSpec,
  python: string,
  surroundings: PythonSurroundings,
): Promise<ModelInspection> {
  return { operators: [], completion: await completeConfig(spec, python, surroundings) };
}
