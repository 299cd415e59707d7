import { isEnsemble } from '../../config/identify.ts';
import { chooseVersions } from '../../config/version-policy.ts';
import type { ExportFinding } from '../contract.ts';
import type { ExportSubject } from '../model.ts';
import { releaseText } from '../release.ts';

/** Backends that need no model file. */
const WITHOUT_FILE: readonly string[] = ['identity', 'repeat', 'square', 'sequence', 'dyna_sequence'];

/** The files of every version that is served, and what would stay behind on this machine. */
export function filesRule(subject: ExportSubject): readonly ExportFinding[] {
  return [...missingFiles(subject), ...links(subject), ...ownEnvironment(subject), ...requirements(subject)];
}

function missingFiles({ model, config, release }: ExportSubject): readonly ExportFinding[] {
  const wanted = config.default_model_filename;
  if (isEnsemble(config) || wanted === '' || WITHOUT_FILE.includes(config.backend)) return [];
  const { versions } = chooseVersions(config.version_policy, model.folder.versions);
  const without = model.versions.filter(
    ({ version, entries }) => versions.includes(version) && !entries.some(({ name }) => name === wanted),
  );
  return without.map(({ version, entries }) => ({
    weight: 'refused',
    sentence: `Triton ${releaseText(release)} does not load ${model.folder.name}: version ${version} has no ${wanted}.`,
    why:
      entries.length === 0
        ? `The folder ${version} is empty.`
        : `The folder ${version} holds ${entries.map(({ name }) => name).join(', ')}.`,
    nextStep: `Name the file ${wanted}, or write its name as default_model_filename.`,
  }));
}

function links({ model }: ExportSubject): readonly ExportFinding[] {
  return model.links.map(({ path, target }) => ({
    weight: 'attention',
    sentence: `${path} is a link to ${target}, which a container does not see.`,
    why: 'Only the repository itself is mounted or copied there.',
    nextStep:
      'Put the file itself into the repository, or mount the folder that it links to under the same path.',
  }));
}

function ownEnvironment({ model, config }: ExportSubject): readonly ExportFinding[] {
  const path = config.parameters['EXECUTION_ENV_PATH']?.string_value ?? '';
  if (path === '' || path.startsWith('$$TRITON_MODEL_DIRECTORY')) return [];
  return [
    {
      weight: 'attention',
      sentence: `${model.folder.name} asks for the Python environment ${path}, which is a path of this machine.`,
      why: 'A container sees only what is mounted into it.',
      nextStep:
        'Put the packed environment into the model folder and write $$TRITON_MODEL_DIRECTORY/NAME.tar.gz.',
    },
  ];
}

function requirements({ model, config }: ExportSubject): readonly ExportFinding[] {
  const inVersion = model.versions.some(({ entries }) =>
    entries.some(({ name }) => name === 'requirements.txt'),
  );
  if (
    config.backend !== 'python' ||
    !(inVersion || model.folder.files?.includes('requirements.txt') === true)
  ) {
    return [];
  }
  return [
    {
      weight: 'attention',
      sentence: `Triton does not install the packages in requirements.txt of ${model.folder.name}.`,
      why: 'Making an environment from requirements.txt is something that Inferdeck does; Triton runs model.py with the Python of its image.',
      nextStep:
        'Build an image with these packages, or pack an environment and name it in EXECUTION_ENV_PATH.',
    },
  ];
}
