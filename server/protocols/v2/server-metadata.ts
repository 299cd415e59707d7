import type { V2Services } from './services.ts';

/** Name, version and the extensions that are served, in the protocol's order. */
export function serverMetadata({ identity, regions }: Pick<V2Services, 'identity' | 'regions'>) {
  const extensions = [
    'classification',
    'sequence',
    'model_repository',
    'model_repository(unload_dependents)',
    'schedule_policy',
    'model_configuration',
    ...(regions.served ? ['system_shared_memory'] : []),
    'binary_tensor_data',
    'parameters',
    'statistics',
    'trace',
    'logging',
  ];
  return { ...identity, extensions };
}
