import { ensembleTensors } from '../ensemble-graph.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Source, ValueSite } from './completion.ts';
import { indexIn, quoted } from './completion.ts';

/** The models that a step can run. */
export const models: Source = ({ context: { peers, modelNames = [] } }) =>
  [...new Set([...(peers?.keys() ?? []), ...modelNames])].map((name) => {
    const { backend = '', platform = '' } = peers?.get(name)?.config ?? {};
    return quoted(name, backend || platform || 'model');
  });

/** The inputs or outputs of the model that a step runs, less those that are mapped already. */
export function memberTensors(side: 'input' | 'output'): Source {
  return (site) => {
    const step = stepOf(site);
    const mapped = step?.[`${side}_map`] ?? {};
    const open = (memberOf(site)?.[side] ?? []).filter(({ name }) => !Object.hasOwn(mapped, name));
    return open.map(({ name, data_type, dims }) =>
      quoted(name, `${data_type} [${dims.join(', ')}]`, `Of model ${step?.model_name}.`),
    );
  };
}

/** The tensors of the ensemble so far. */
export const ensembleTensorNames: Source = ({ config }) => {
  const ends = [...config.input, ...config.output].map(({ name }) => name);
  const names = new Set([...ends, ...ensembleTensors(config).keys()]);
  return [...names]
    .filter((name) => name !== '')
    .map((name) => quoted(name, ends.includes(name) ? 'of the ensemble' : 'between steps'));
};

function stepOf({ config, path }: ValueSite) {
  return config.ensemble_scheduling?.step[indexIn(path, 'step') ?? -1];
}

function memberOf(site: ValueSite): ModelConfig | undefined {
  return site.context.peers?.get(stepOf(site)?.model_name ?? '')?.config;
}
