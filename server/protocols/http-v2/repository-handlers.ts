import { InferdeckError, invalidArgument } from '../../errors.ts';
import { LoadError } from '../../lifecycle/load-error.ts';
import type { LoadOverride } from '../../lifecycle/load-override.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
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
      handle: async (call) => json(await indexOf(models, await readyOnly(call))),
    },
    {
      method: 'POST',
      path: new RegExp(`${REPOSITORY}/models/(?<model>.+)/load$`),
      handle: async (call) => {
        const name = controlledModel(models, call.parts);
        await load(models, name, readOverride(name, await parametersOf(call)));
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

/** @throws InferdeckError when the name is malformed or calls may not load and unload */
function controlledModel(models: ServedModels, parts: Readonly<Record<string, string>>): string {
  const name = parts['model'] ?? '';
  if (parts['repository'] !== undefined) {
    throw new InferdeckError('unsupported', "'repository_name' specification is not supported");
  }
  if (/[/\\]|^\.\.?$/.test(name)) {
    throw invalidArgument(
      `invalid model name '${name}', model name must not contain path traversal characters`,
    );
  }
  if (models.controlMode === 'explicit') return name;
  throw new InferdeckError(
    'unavailable',
    'explicit model load / unload is not allowed if polling is enabled',
  );
}

/** Failures before any version was tried have a text of their own in the protocol; the reason follows it. */
async function load(models: ServedModels, name: string, override: LoadOverride | undefined): Promise<void> {
  try {
    await models.load(name, override);
  } catch (thrown) {
    const error = LoadError.from(thrown, 'load');
    if (error.message.startsWith('load failed for model')) throw error;
    throw new InferdeckError(
      'internal',
      `failed to load '${name}', failed to poll from model repository: ${error.message}`,
      { cause: error },
    );
  }
}

interface IndexRow {
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
  readonly reason?: string;
}

async function indexOf(models: ServedModels, onlyReady: boolean): Promise<IndexRow[]> {
  await models.refresh();
  const names = new Set([
    ...models.folders.map((folder) => folder.name),
    ...models.allServed.map(({ name }) => name),
  ]);
  const rows = [...names].sort().flatMap((name) => rowsOf(models, name));
  return onlyReady ? rows.filter((row) => row.state === 'READY') : rows;
}

function rowsOf(models: ServedModels, name: string): IndexRow[] {
  const model = models.served(name);
  if (model === undefined) return [{ name }];
  if (model.records.length > 0) {
    return model.records.map((record) => ({
      name,
      version: String(record.version),
      state: record.state,
      ...(record.state === 'UNAVAILABLE' && { reason: record.reason }),
    }));
  }
  if (model.failure === undefined) return [{ name }];
  const reason = model.failure.error.message;
  const folder = models.folders.find((candidate) => candidate.name === name);
  const versions = folder?.versions.map(({ version }) => String(version)) ?? [];
  return (versions.length === 0 ? [''] : versions).map((version) => ({
    name,
    version,
    state: 'UNAVAILABLE',
    reason,
  }));
}
