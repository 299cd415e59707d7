import type { ConfigContext } from '../config/context.ts';
import { resolveConfig } from '../config/resolve.ts';
import { identify } from '../config/identify.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ExportFinding, ModelExport } from './contract.ts';
import type { ExportModel } from './model.ts';
import type { TritonRelease } from './release.ts';
import { backendRule } from './rules/backend-rule.ts';
import { configurationRule } from './rules/configuration-rule.ts';
import { filesRule } from './rules/files-rule.ts';

/** A model after the check, with the configuration that its dependents see. */
export interface CheckedModel {
  readonly answer: ModelExport;
  readonly config: ModelConfig;
}

const WEIGHTS: readonly ExportFinding['weight'][] = ['refused', 'attention', 'note'];

/** What a release makes of one model. @param peers the other models, for an ensemble */
export function checkModel(
  model: ExportModel,
  release: TritonRelease,
  peers?: ConfigContext['peers'],
): CheckedModel {
  const context: ConfigContext = {
    folder: model.folder,
    // GPUs of the machine that it goes to are unknown here, so none is missing.
    machine: { gpus: [], missingGpu: 'use-cpu' },
    ...(peers !== undefined && { peers }),
    ...(model.signature !== undefined && { signature: model.signature }),
  };
  const { config, problems } = resolveConfig(model.config, context);
  const subject = { model, config: identify(config, model.folder).config, release };
  const onBackend = backendRule(subject);
  const found = [
    ...onBackend,
    ...configurationRule(subject, [...model.problems, ...problems]),
    // A backend that is not there makes nothing of files.
    ...(onBackend.some(({ weight }) => weight === 'refused') ? [] : filesRule(subject)),
  ];
  const findings = WEIGHTS.flatMap((weight) => found.filter((finding) => finding.weight === weight));
  return {
    answer: { model: model.folder.name, verdict: verdictOf(findings), backend: config.backend, findings },
    config,
  };
}

function verdictOf(findings: readonly ExportFinding[]): ModelExport['verdict'] {
  if (findings.some(({ weight }) => weight === 'refused')) return 'refused';
  return findings.some(({ weight }) => weight === 'attention') ? 'attention' : 'accepted';
}
