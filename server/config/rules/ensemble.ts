import { ENSEMBLE } from '../frameworks.ts';
import type { EnsembleStep } from '../ensemble-graph.ts';
import { isEnsemble } from '../identify.ts';
import type { Finding, Remedy } from '../problem.ts';
import { errorAt, warningAt } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present, repeats } from './rule.ts';

/** What an ensemble must say of itself and must not. Its inputs and outputs are never completed. */
export const ensembleRules: Rule = (config, { peers }) => {
  if (!isEnsemble(config)) return [];
  const scheduling = config.ensemble_scheduling;
  const list = scheduling?.step ?? [];
  return [
    ...kind(config),
    ...forbidden(config),
    ...(scheduling === undefined ? [] : steps(list, config)),
    ...(peers === undefined ? list.flatMap(versionZero) : []),
  ];
};

const BE_ENSEMBLE: Remedy = {
  title: 'Write platform: "ensemble"',
  changes: [{ kind: 'set', field: 'platform', value: ENSEMBLE }],
};

function kind(config: ModelConfig): readonly Finding[] {
  const { name, platform, backend } = config;
  const isPlatform = platform === ENSEMBLE;
  return present(
    isPlatform &&
      backend !== '' &&
      errorAt(
        'backend',
        `Ensemble model '${name}' must have platform type 'ensemble' and empty backend type`,
      ),
    isPlatform &&
      config.ensemble_scheduling === undefined &&
      errorAt('platform', `ensemble scheduling must be set for ensemble ${name} whose platform is ensemble`),
    !isPlatform &&
      errorAt(
        'ensemble_scheduling',
        `ensemble scheduling cannot be set for model '${name}' whose platform is not ensemble`,
        { nextStep: 'Write platform: "ensemble".', remedies: [BE_ENSEMBLE] },
      ),
  );
}

function forbidden(config: ModelConfig): readonly Finding[] {
  const { name } = config;
  return present(
    config.instance_group.length > 0 &&
      errorAt(
        'instance_group',
        `instance group should not be specified for ensemble '${name}'`,
        remove('instance_group'),
      ),
    config.optimization !== undefined &&
      errorAt(
        'optimization',
        `optimization should not be specified for ensemble '${name}'`,
        remove('optimization'),
      ),
    config.model_warmup.length > 0 &&
      errorAt(
        'model_warmup',
        `model_warmup can not be specified for ensemble '${name}'`,
        remove('model_warmup'),
      ),
  );
}

const remove = (field: string) => ({
  remedies: [{ title: `Remove ${field}`, changes: [{ kind: 'remove', field } as const] }],
});

function steps(list: readonly EnsembleStep[], { name }: ModelConfig): readonly Finding[] {
  if (list.length === 0)
    return [errorAt('ensemble_scheduling', `must specify 'step' for ensemble '${name}'`)];
  return [...list.flatMap((step, index) => emptyParts(step, index, name)), ...writtenTwice(list, name)];
}

function emptyParts(step: EnsembleStep, index: number, ensemble: string): readonly Finding[] {
  const at = `ensemble_scheduling.step[${index}]`;
  const missing = (part: string) =>
    errorAt(`${at}.${part}`, `must specify '${part}' in step ${index} of ensemble '${ensemble}'`);
  return present(
    step.model_name === '' && missing('model_name'),
    Object.keys(step.input_map).length === 0 && missing('input_map'),
    Object.keys(step.output_map).length === 0 && missing('output_map'),
  );
}

function writtenTwice(list: readonly EnsembleStep[], ensemble: string): readonly Finding[] {
  const written = list.flatMap((step, index) =>
    Object.values(step.output_map).map((tensor) => ({ tensor, index })),
  );
  return repeats(written.map(({ tensor }) => tensor)).flatMap((position) => {
    const again = written[position];
    if (again === undefined) return [];
    const message = `ensemble tensor '${again.tensor}' can appear in an output map only once for ensemble '${ensemble}' step ${again.index}`;
    return [errorAt(`ensemble_scheduling.step[${again.index}].output_map`, message)];
  });
}

/** Leaving the version out asks for version 0, which is hardly ever meant and hardly ever there. */
function versionZero({ model_name, model_version }: EnsembleStep, index: number): readonly Finding[] {
  if (model_version !== 0) return [];
  const message = `step ${index} asks for version 0 of model '${model_name}'; the newest one is -1`;
  return [warningAt(`ensemble_scheduling.step[${index}].model_version`, message, { suggestion: '-1' })];
}
