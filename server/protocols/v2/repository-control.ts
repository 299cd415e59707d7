import { InferdeckError, invalidArgument } from '../../errors.ts';
import { LoadError } from '../../lifecycle/load-error.ts';
import type { LoadOverride } from '../../lifecycle/load-override.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';

/** The model that a load or unload call is about. */
export interface ControlledModel {
  readonly name: string;
  /** Names a repository, which no server of this protocol supports; empty when the call has none. */
  readonly repository: string;
}

/** @throws InferdeckError when the name is malformed or calls may not load and unload */
export function checkControl(models: ServedModels, { name, repository }: ControlledModel): void {
  if (repository !== '') throw namesRepository();
  if (name === '') {
    throw invalidArgument('Model name cannot be empty. Please enter a valid name to deploy.');
  }
  if (/[/\\]|^\.\.?$/.test(name)) {
    throw invalidArgument(
      `invalid model name '${name}', model name must not contain path traversal characters`,
    );
  }
  if (models.controlMode === 'explicit') return;
  throw new InferdeckError(
    'unavailable',
    'explicit model load / unload is not allowed if polling is enabled',
  );
}

export function namesRepository(): InferdeckError {
  return new InferdeckError('unsupported', "'repository_name' specification is not supported");
}

/** Failures before any version was tried have a text of their own in the protocol; the reason follows it. */
export async function loadModel(
  models: ServedModels,
  name: string,
  override: LoadOverride | undefined,
): Promise<void> {
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

const FILE = 'file:';

/**
 * The parameters of a load call as the core takes them.
 * @param config JSON text of the configuration
 * @param files contents by parameter key, `file:` and a path
 * @returns undefined when there are none
 * @throws InferdeckError when files come without a configuration, or it is no JSON
 */
export function loadOverride(
  modelName: string,
  config: string | undefined,
  files: ReadonlyMap<string, Uint8Array>,
): LoadOverride | undefined {
  if (config === undefined) {
    if (files.size === 0) return undefined;
    throw invalidArgument("Load parameter 'config' must be specified for model file override");
  }
  const byPath = [...files].map(([key, content]) => [key.slice(FILE.length), content] as const);
  return { config: parseConfig(modelName, config), files: new Map(byPath) };
}

/** Whether a load parameter carries a file. */
export function isFileParameter(key: string): boolean {
  return key.startsWith(FILE);
}

function parseConfig(modelName: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InferdeckError(
      'internal',
      `failed to load '${modelName}', failed to poll from model repository`,
      { cause: error },
    );
  }
}
