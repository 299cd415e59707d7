import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { LoadOverride } from '../../lifecycle/load-override.ts';
import { isFileParameter, loadOverride } from '../v2/repository-control.ts';

/**
 * The `parameters` of a load call: `config` as JSON text, and `file:<path>` with base64 contents.
 * @returns undefined when there are none
 * @throws InferdeckError naming the parameter that is wrong
 */
export function readOverride(
  modelName: string,
  parameters: Readonly<Record<string, unknown>>,
): LoadOverride | undefined {
  const keys = Object.keys(parameters);
  if (keys.some((key) => key !== 'config' && !isFileParameter(key))) {
    throw new InferdeckError('internal', 'unexpected error on creating Triton parameter');
  }
  const config = parameters['config'] === undefined ? undefined : textOf('config', parameters['config']);
  const files = keys.filter(isFileParameter);
  const contents = files.map((key) => [key, Buffer.from(textOf(key, parameters[key]), 'base64')] as const);
  return loadOverride(modelName, config, new Map(contents));
}

function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalidArgument(`attempt to access JSON non-string as string for load parameter '${key}'`);
}
