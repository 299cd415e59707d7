import type { Finding } from '../../config/problem.ts';
import { isEnsemble } from '../../config/identify.ts';
import type { ExportFinding } from '../contract.ts';
import type { ExportSubject } from '../model.ts';
import { completesByItself, isBefore, releaseText } from '../release.ts';

/** Releases since 22.08 read the backend from a model's name, as in `doubler.identity`. */
const NAMES_TELL_BACKENDS = { year: 22, month: 8 };

/** @param faults what Triton's own rules find in the completed configuration */
export function configurationRule(
  subject: ExportSubject,
  faults: readonly Finding[],
): readonly ExportFinding[] {
  const broken = faults
    .filter(({ severity }) => severity === 'error')
    .map((fault) => refusal(subject, fault));
  if (broken.length > 0) return broken;
  return [...incomplete(subject), ...unnamedBackend(subject), ...withoutConfig(subject)];
}

function refusal({ model, release }: ExportSubject, { message, field, nextStep }: Finding): ExportFinding {
  return {
    weight: 'refused',
    sentence: `Triton ${releaseText(release)} does not load ${model.folder.name}: ${ended(message)}`,
    why: field === '' ? 'Its configuration is wrong.' : `It is about ${field} in config.pbtxt.`,
    nextStep: nextStep ?? 'Correct the configuration; the editor shows the place.',
  };
}

function ended(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

/** Backends whose model files do not say what they take and give. */
function incomplete({ model, config, release }: ExportSubject): readonly ExportFinding[] {
  if (config.input.length > 0 && config.output.length > 0) return [];
  const why = whyNotCompleted(isEnsemble(config) ? 'ensemble' : config.backend, model.completesItself);
  if (why === undefined) return [];
  const missing = [
    ...(config.input.length === 0 ? ['input'] : []),
    ...(config.output.length === 0 ? ['output'] : []),
  ];
  return [
    {
      weight: 'refused',
      sentence: `Triton ${releaseText(release)} does not load ${model.folder.name}: its configuration has no ${missing.join(' and no ')}.`,
      why,
      nextStep: `Write ${missing.join(' and ')} into config.pbtxt.`,
    },
  ];
}

function whyNotCompleted(backend: string, completesItself: boolean): string | undefined {
  if (backend === 'ensemble') return 'Nothing completes an ensemble.';
  if (backend === 'python' && !completesItself) {
    return 'model.py has no auto_complete_config, so nothing completes the configuration.';
  }
  return undefined;
}

function unnamedBackend({ model, config, release }: ExportSubject): readonly ExportFinding[] {
  const { name } = model.folder;
  const isGuessed = model.config.backend === '' && model.config.platform === '';
  const fromName = isGuessed && config.backend !== '' && name.endsWith(`.${config.backend}`);
  if (!fromName || !isBefore(release, NAMES_TELL_BACKENDS)) return [];
  return [
    {
      weight: 'refused',
      sentence: `Triton ${releaseText(release)} does not load ${name}: it cannot tell the backend.`,
      why: `The end of a model's name stands for its backend since ${releaseText(NAMES_TELL_BACKENDS)}.`,
      nextStep: `Write backend: "${config.backend}" into config.pbtxt.`,
    },
  ];
}

function withoutConfig({ model, config, release }: ExportSubject): readonly ExportFinding[] {
  if (model.folder.hasConfig !== false || isEnsemble(config)) return [];
  const flag = completesByItself(release)
    ? ''
    : ' The files of this export start it with --strict-model-config=false.';
  return [
    {
      weight: 'note',
      sentence: `Triton ${releaseText(release)} works the configuration of ${model.folder.name} out of the model file.`,
      why: `There is no config.pbtxt, and the ${config.backend} backend completes what is missing.${flag}`,
      nextStep: 'Write the configuration down, so that the same one counts everywhere.',
    },
  ];
}
