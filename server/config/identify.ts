import type { CompletedConfig } from './completion.ts';
import { completeInTurn, filled, unchanged } from './completion.ts';
import type { FolderEntry, ModelFolder } from './context.ts';
import type { Framework } from './frameworks.ts';
import { ENSEMBLE, FRAMEWORKS, frameworkOfPlatform } from './frameworks.ts';
import { errorAt } from './problem.ts';
import type { ModelConfig } from './schema/value.ts';

/**
 * Fills in the name, platform, backend and file name from what the configuration and the first version folder say.
 * This happens before the model file is opened, and also when auto-completion is off.
 */
export function identify(config: ModelConfig, folder: ModelFolder): CompletedConfig {
  return completeInTurn(config, [
    (named) => fillIn(named, 'name', folder.name, 'A model has the name of its folder.'),
    (named) => (isEnsemble(named) ? unchanged(named) : identifyFramework(named, folder)),
  ]);
}

/** Whether a configuration describes an ensemble, or tries to. */
export function isEnsemble(config: ModelConfig): boolean {
  return config.platform === ENSEMBLE || config.ensemble_scheduling !== undefined;
}

function identifyFramework(config: ModelConfig, folder: ModelFolder): CompletedConfig {
  const found =
    declaredFramework(config, folder.versionFiles) ?? frameworkOnDisk(config, folder.versionFiles);
  if (found !== undefined) return fillFramework(config, found.framework, found.why);
  const isOpen = config.backend === '' && config.platform === '' && config.default_model_filename === '';
  return isOpen ? backendFromName(config, folder.name) : unchanged(config);
}

interface Found {
  readonly framework: Framework;
  readonly why: string;
}

/** What platform, backend or file name say. Where a backend has several file forms, the files decide. */
function declaredFramework(config: ModelConfig, files: readonly FolderEntry[]): Found | undefined {
  const ofPlatform = frameworkOfPlatform(config.platform);
  if (ofPlatform !== undefined)
    return { framework: ofPlatform, why: `It follows from platform "${config.platform}".` };
  const filename = config.default_model_filename;
  const known = FRAMEWORKS.filter(({ backend }) => config.backend === '' || backend === config.backend);
  const named = known.find((framework) => framework.filename === filename);
  if (config.backend === '')
    return named && { framework: named, why: `It follows from the file name "${filename}".` };
  const framework = named ?? known.find((candidate) => isPresent(candidate, files)) ?? known[0];
  return framework && { framework, why: `It follows from backend "${config.backend}".` };
}

function frameworkOnDisk(config: ModelConfig, files: readonly FolderEntry[]): Found | undefined {
  if (config.platform !== '' || config.backend !== '' || config.default_model_filename !== '')
    return undefined;
  const framework = FRAMEWORKS.find((candidate) => isPresent(candidate, files));
  return framework && { framework, why: `The version folder holds ${framework.filename}.` };
}

function isPresent({ filename, form }: Framework, files: readonly FolderEntry[]): boolean {
  return files.some(
    ({ name, isDirectory }) =>
      name === filename && (form === 'any' || isDirectory === (form === 'directory')),
  );
}

function fillFramework(config: ModelConfig, framework: Framework, why: string): CompletedConfig {
  return completeInTurn(config, [
    (known) => fillIn(known, 'backend', framework.backend, why),
    (known) => fillIn(known, 'platform', framework.platform, why),
    (known) =>
      fillIn(known, 'default_model_filename', framework.filename, `${framework.filename} is the usual name.`),
  ]);
}

/** A model called `doubler.identity` runs on backend identity. */
function backendFromName(config: ModelConfig, modelName: string): CompletedConfig {
  const dot = modelName.indexOf('.');
  const backend = modelName.slice(dot + 1);
  if (dot === -1) return unchanged(config, [noBackend(modelName)]);
  const why = `The model's name ends with .${backend}.`;
  return completeInTurn(config, [
    (known) => fillIn(known, 'backend', backend, why),
    (known) => fillIn(known, 'default_model_filename', `model.${backend}`, why),
  ]);
}

function noBackend(modelName: string) {
  const message =
    `Invalid model name: Could not determine backend for model '${modelName}' with no backend in model configuration. ` +
    "Expected model name of the form 'model.<backend_name>'.";
  const files = FRAMEWORKS.map(({ filename }) => filename).join(', ');
  return errorAt('backend', message, {
    nextStep: `Put one of ${files} into the version folder, or write backend.`,
  });
}

type TextField = 'name' | 'platform' | 'backend' | 'default_model_filename';

function fillIn(config: ModelConfig, field: TextField, value: string, why: string): CompletedConfig {
  return config[field] !== '' || value === '' ? unchanged(config) : filled(config, field, value, why, value);
}
