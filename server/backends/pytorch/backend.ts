import { open } from 'node:fs/promises';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Backend } from '../backend.ts';
import { NUMPY, type PythonNeed } from '../python/interpreters/need.ts';
import { startModel } from '../python/start-model.ts';
import type { PythonSurroundings } from '../python/surroundings.ts';

const NEED: PythonNeed = {
  backend: 'pytorch',
  modules: [{ module: 'torch', pip: 'torch', debian: 'python3-torch' }, NUMPY],
};
/** TorchScript is a zip archive. */
const ZIP = 'PK\x03\x04';

/** TorchScript models on PyTorch, each instance in a Python process of its own. */
export function pytorchBackend(surroundings: PythonSurroundings): Backend {
  return {
    name: 'pytorch',
    inspect: async ({ path }) => {
      await mustBeArchive(path);
      return { operators: [] };
    },
    createInstance: async (spec, watch) => {
      const { path: python } = await surroundings.interpreters.find(NEED, spec.parameters['interpreter']);
      return await startModel(spec, { host: 'torchscript', python, watch }, surroundings);
    },
  };
}

async function mustBeArchive(path: string): Promise<void> {
  const beginning = await firstBytes(path, ZIP.length).catch((error: unknown) => {
    throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
  });
  if (beginning === ZIP) return;
  throw new InferdeckError('invalid-argument', `${path} is not a TorchScript archive.`, {
    nextStep: 'Save the model with torch.jit.script(model).save("model.pt"), or torch.jit.trace.',
  });
}

async function firstBytes(path: string, count: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
