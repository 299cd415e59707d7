import { invalidArgument } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import { checkControl, loadModel } from '../v2/repository-control.ts';
import { repositoryIndex } from '../v2/repository-index.ts';
import { type V2Call, optionalJson } from './call.ts';
import { readOverride } from './load-parameters.ts';
import { EMPTY, json } from './reply.ts';
import type { Route } from './routes.ts';

const REPOSITORY = '^/v2/repository(?:/(?<repository>[^/]+))?';

/** Index, load and unload. */
export function repositoryRoutes(models: ServedModels): readonly Route[] {
  return [
    {
      method: 'POST',
      path: new RegExp(`${REPOSITORY}/index$`),
      handle: async (call) => json(await repositoryIndex(models, await readyOnly(call))),
    },
    {
      method: 'POST',
      path: new RegExp(`${REPOSITORY}/models/(?<model>.+)/load$`),
      handle: async (call) => {
        const name = controlledModel(models, call.parts);
        await loadModel(models, name, readOverride(name, await parametersOf(call)));
        return EMPTY;
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${REPOSITORY}/models/(?<model>.+)/unload$`),
      handle: async (call) => {
        const name = controlledModel(models, call.parts);
        const { unload_dependents: members } = await parametersOf(call);
        await models.unload(name, { members: members === true });
        return EMPTY;
      },
    },
  ];
}

async function readyOnly(call: V2Call): Promise<boolean> {
  const { ready = false } = await optionalJson(call);
  if (typeof ready === 'boolean') return ready;
  throw invalidArgument("Invalid value for 'ready': expected a boolean");
}

async function parametersOf(call: V2Call): Promise<Readonly<Record<string, unknown>>> {
  const { parameters = {} } = await optionalJson(call);
  if (typeof parameters === 'object' && parameters !== null) return { ...parameters };
  throw invalidArgument("Unable to parse 'parameters': attempt to access JSON non-object as object");
}

function controlledModel(models: ServedModels, parts: Readonly<Record<string, string>>): string {
  const { model: name = '', repository = '' } = parts;
  checkControl(models, { name, repository });
  return name;
}
