import type { ConfigContext, PeerModel } from '../context.ts';
import type { EnsembleStep } from '../ensemble-graph.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';

type Peers = NonNullable<ConfigContext['peers']>;

/** The models that an ensemble runs: that they are there, loaded, no circle, and take batches as large. */
export const ensembleMemberRules: Rule = (config, { peers }) => {
  const steps = config.ensemble_scheduling?.step;
  if (steps === undefined || peers === undefined) return [];
  const circle = circleFrom(config, peers);
  return [
    ...unavailable(steps, config, peers),
    ...(circle === undefined
      ? []
      : [errorAt('ensemble_scheduling', `circular dependency between ensembles: ${circle.join(' -> ')}`)]),
    ...steps.flatMap((step, index) => {
      const model = peers.get(step.model_name);
      return model === undefined ? [] : memberFaults(step, index, model, config);
    }),
  ];
};

function unavailable(
  steps: readonly EnsembleStep[],
  { name }: ModelConfig,
  peers: Peers,
): readonly Finding[] {
  const missing = steps.filter(
    ({ model_name }) => model_name !== '' && model_name !== name && !peers.has(model_name),
  );
  if (missing.length === 0) return [];
  const names = [...new Set(missing.map(({ model_name }) => model_name))].join(', ');
  const first = steps.findIndex((step) => step === missing[0]);
  const message = `ensemble ${name} contains models that are not available or ambiguous: ${names}`;
  return [errorAt(`ensemble_scheduling.step[${first}].model_name`, message)];
}

function memberFaults(
  step: EnsembleStep,
  index: number,
  model: PeerModel,
  ensemble: ModelConfig,
): readonly Finding[] {
  const at = `ensemble_scheduling.step[${index}]`;
  const version = versionFault(step, model, ensemble);
  const largest = model.config.max_batch_size;
  const message =
    `ensemble ${ensemble.name} allows maximum batch size ${ensemble.max_batch_size}, but it contains model ` +
    `${step.model_name} which only allows maximum batch size to be ${largest}`;
  return [
    ...(version === undefined ? [] : [errorAt(`${at}.model_version`, version, suggestNewest(step))]),
    ...(largest < ensemble.max_batch_size
      ? [errorAt('max_batch_size', message, { suggestion: String(largest) })]
      : []),
  ];
}

/** A step without a version asks for version 0, which is hardly ever meant. */
function suggestNewest({ model_version }: EnsembleStep) {
  return model_version === 0
    ? { suggestion: '-1', nextStep: 'Write model_version: -1 for the newest version.' }
    : {};
}

function versionFault(
  { model_name, model_version }: EnsembleStep,
  model: PeerModel,
  { name }: ModelConfig,
): string | undefined {
  const depends = `ensemble '${name}' depends on '${model_name}'`;
  if (model_version !== -1) {
    return model.loadedVersions.includes(model_version)
      ? undefined
      : `${depends} whose required version ${model_version} is not loaded`;
  }
  if (model.loadedVersions.length > 0) return undefined;
  const reason =
    model.failure === undefined ? '' : `. Model '${model_name}' loading failed with error: ${model.failure}`;
  return `${depends} which has no loaded version${reason}`;
}

/** The first way back to the ensemble through other ensembles, its own name at both ends. */
function circleFrom(config: ModelConfig, peers: Peers): readonly string[] | undefined {
  const seen = new Set<string>();
  const search = (current: ModelConfig, path: readonly string[]): readonly string[] | undefined => {
    for (const { model_name: next } of current.ensemble_scheduling?.step ?? []) {
      if (next === config.name) return [...path, next];
      const peer = seen.has(next) ? undefined : peers.get(next);
      seen.add(next);
      const found = peer && search(peer.config, [...path, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(config, [config.name]);
}
