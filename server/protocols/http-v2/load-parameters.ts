import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { LoadOverride } from '../../lifecycle/load-override.ts';

const FILE = 'file:';

/**
 * The `parameters` of a load call: `config` as JSON text, and `file:<path>` with base64 contents.
 * @returns undefined when there are none
 * @throws InferdeckError naming the parameter that is wrong
 */
export function readOverride(
  modelName: string,
  parameters: Readonly<Record<string, unknown>>,
): LoadOverride | undefined {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return undefined;
  const stranger = entries.find(([key]) => key !== 'config' && !key.startsWith(FILE));
  if (stranger !== undefined) {
    throw new InferdeckError('internal', 'unexpected error on creating Triton parameter');
  }
  const config = textOf('config', parameters['config']);
  if (config === undefined) {
    throw invalidArgument("Load parameter 'config' must be specified for model file override");
  }
  const files = entries.flatMap(([key, value]) => {
    const base64 = key.startsWith(FILE) ? textOf(key, value) : undefined;
    return base64 === undefined ? [] : [[key.slice(FILE.length), Buffer.from(base64, 'base64')] as const];
  });
  return { config: parseConfig(modelName, config), files: new Map(files) };
}

function textOf(key: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalidArgument(`attempt to access JSON non-string as string for load parameter '${key}'`);
}

function parseConfig(modelName: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InferdeckError(
      'internal',
      `failed to load '${modelName}', failed to poll from model repository`,
      {
        cause: error,
      },
    );
  }
}
