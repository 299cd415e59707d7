import { expect } from 'vitest';
import type { ConfigContext } from '../../server/config/context.ts';
import type { Finding } from '../../server/config/problem.ts';
import { readConfig } from '../../server/config/read.ts';
import { resolveConfig } from '../../server/config/resolve.ts';
import { contextFor } from './config-context.ts';

/** Inputs and outputs of a model `m` that is complete but for what a test adds. */
export const TENSORS =
  'input { name: "x" data_type: TYPE_FP32 dims: 1 } output { name: "y" data_type: TYPE_FP32 dims: 1 } ';

/** A model `m` that batches up to 8, and what a test adds. */
export const batching = (more: string) => `${TENSORS} max_batch_size: 8 ${more}`;

/** What there is to say about a config that reads without a problem. */
export function findings(text: string, context: ConfigContext = contextFor('m')): readonly Finding[] {
  const { config, problems } = readConfig(text);
  expect(problems).toEqual([]);
  return resolveConfig(config, context).problems;
}

/** The errors among them, as field and message. */
export function errors(text: string, context?: ConfigContext): readonly (readonly [string, string])[] {
  return findings(text, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ field, message }) => [field, message] as const);
}
