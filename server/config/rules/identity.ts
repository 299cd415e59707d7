import { frameworkOfPlatform } from '../frameworks.ts';
import { isEnsemble } from '../identify.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present } from './rule.ts';

/** The name, the framework, the largest batch, and the version policy. */
export const identityRules: Rule = (config, { folder }) =>
  present(
    config.name === '' && errorAt('name', "model configuration must specify 'name'"),
    config.name !== '' && config.name !== folder.name && otherName(config.name, folder.name),
    config.platform === '' && config.backend === '' && noFramework(config),
    !isKnownPair(config) && unknownPair(config),
    config.max_batch_size < 0 && negativeBatch(config),
  );

function otherName(name: string, directory: string) {
  const message = `unexpected directory name '${directory}' for model '${name}', directory name must equal model name`;
  const nextStep = `Write name: "${directory}", or leave name out.`;
  const remedies = [{ title: 'Remove name', changes: [{ kind: 'remove', field: 'name' } as const] }];
  return errorAt('name', message, { suggestion: JSON.stringify(directory), nextStep, remedies });
}

function noFramework({ name }: ModelConfig) {
  return errorAt('backend', `must specify 'platform' or 'backend' for '${name}'`);
}

/** A platform of the table belongs to one backend; any other platform is the backend's own affair. */
function isKnownPair(config: ModelConfig): boolean {
  const framework = frameworkOfPlatform(config.platform);
  return (
    isEnsemble(config) ||
    config.backend === '' ||
    framework === undefined ||
    framework.backend === config.backend
  );
}

function unknownPair({ platform, backend }: ModelConfig) {
  const wanted = frameworkOfPlatform(platform)?.backend;
  const message = `unexpected 'platform' and 'backend' pair, got:${platform}, ${backend}`;
  return errorAt('backend', message, wanted === undefined ? {} : { suggestion: JSON.stringify(wanted) });
}

function negativeBatch({ name }: ModelConfig) {
  return errorAt('max_batch_size', `'max_batch_size' must be non-negative value for ${name}`, {
    suggestion: '0',
  });
}
