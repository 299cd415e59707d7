import type { ConfigContext } from './context.ts';
import type { Finding } from './problem.ts';
import { cacheRules, metricsRules } from './rules/answers.ts';
import { batchingRules } from './rules/batching.ts';
import { completenessRules } from './rules/completeness.ts';
import { ensembleFlowRules } from './rules/ensemble-flow.ts';
import { ensembleMemberRules } from './rules/ensemble-members.ts';
import { ensembleTensorRules } from './rules/ensemble-tensors.ts';
import { ensembleRules } from './rules/ensemble.ts';
import { folderRules } from './rules/folder.ts';
import { identityRules } from './rules/identity.ts';
import { instanceRules } from './rules/instances.ts';
import { raggedRules } from './rules/ragged.ts';
import type { Rule } from './rules/rule.ts';
import { sequenceRules } from './rules/sequence.ts';
import { stateRules } from './rules/states.ts';
import { tensorRules } from './rules/tensors.ts';
import type { ModelConfig } from './schema/value.ts';

const RULES: readonly Rule[] = [
  identityRules,
  tensorRules,
  completenessRules,
  raggedRules,
  batchingRules,
  sequenceRules,
  stateRules,
  instanceRules,
  ensembleRules,
  ensembleFlowRules,
  ensembleMemberRules,
  ensembleTensorRules,
  cacheRules,
  metricsRules,
  folderRules,
];

/** Everything that keeps a normalised configuration from being served, by field, with Triton's own texts. */
export function validate(config: ModelConfig, context: ConfigContext): readonly Finding[] {
  return RULES.flatMap((rule) => rule(config, context));
}
