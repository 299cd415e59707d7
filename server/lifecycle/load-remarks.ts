import type { PreparedModel } from './prepared-model.ts';

/** What the log should say about a model that was loaded all the same. */
export function loadRemarks(model: PreparedModel | undefined): readonly string[] {
  if (model === undefined) return [];
  const { config, completed, warnings } = model;
  const isBatchFilled = completed.some(({ field }) => field === 'max_batch_size');
  return [
    ...warnings.map((warning) => `${config.name}: ${warning}`),
    ...(isBatchFilled ? [autofilled(config.name, config.max_batch_size)] : []),
  ];
}

/** In the original's words, its spelling included, because scripts look for them. */
function autofilled(name: string, size: number): string {
  return (
    `autofilled max_batch_size to ${size} for model '${name}' since batching is supporrted but no max_batch_size is ` +
    'specified in model configuration. Must specify max_batch_size to utilize autofill with a larger max batch size'
  );
}
