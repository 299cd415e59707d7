import { open } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend } from '../backend.ts';
import { NUMPY, type PythonNeed } from '../python/interpreters/need.ts';
import { startModel } from '../python/start-model.ts';
import type { PythonSurroundings } from '../python/surroundings.ts';

/** What PyTorch's models cannot do without. */
export const PYTORCH_NEED: PythonNeed = {
  backend: 'pytorch',
  title: 'PyTorch',
  modules: [{ module: 'torch', pip: 'torch', debian: 'python3-torch' }, NUMPY],
};
/** TorchScript is a zip archive. */
const ZIP = 'PK\x03\x04';

/** The `runtime` of models that are code with weights beside it. */
const AS_CODE = 'model.py';

/** TorchScript models and `torch.nn.Module`s on PyTorch, each instance in a Python process of its own. */
export function pytorchBackend(surroundings: PythonSurroundings): Backend {
  return {
    name: 'pytorch',
    inspect: async ({ path, config }) => {
      if (config.runtime === AS_CODE) await firstBytes(codeOf(path), 0);
      else await mustBeArchive(path);
      return { operators: [] };
    },
    createInstance: async (spec, watch) => {
      const { environments, interpreters } = surroundings;
      if (spec.config.runtime === AS_CODE) {
        const python = await environments.pythonFor(spec, PYTORCH_NEED, watch);
        const code = { ...spec, path: codeOf(spec.path) };
        return await startModel(code, { host: 'torch-module', python, watch }, surroundings);
      }
      const { path: python } = await interpreters.find(PYTORCH_NEED, spec.parameters['interpreter']);
      return await startModel(spec, { host: 'torchscript', python, watch }, surroundings);
    },
  };
}

/** The code lies beside the weights, under the same name. */
function codeOf(path: string): string {
  return join(dirname(path), `${parse(path).name}.py`);
}

async function mustBeArchive(path: string): Promise<void> {
  const beginning = await firstBytes(path, ZIP.length);
  if (beginning === ZIP) return;
  throw new InferdeckError('invalid-argument', `${path} is not a TorchScript archive.`, {
    nextStep: 'Save the model with torch.jit.script(model).save("model.pt"), or torch.jit.trace.',
  });
}

async function firstBytes(path: string, count: number): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
